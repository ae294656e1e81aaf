//! Pagination of operations.
//!
//! The code leads from one page to the next and to its items. The runtime decides when a listing ends or fails.

use self::Taken::{Borrowed, Moved};
use super::{code, ident, runtime, string, ty};
use crate::plan::names::is_of_client;
use crate::plan::{Counted, Item, Operation, PageField, PageStyle, Pagination, Service, Type};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn paginated_impl(
    service: &Service,
    operation: &Operation,
    pagination: &Pagination,
) -> TokenStream {
    let name = ident(&operation.rust_name);
    let (item, items) = items(service, pagination);
    let constant = constant(&pagination.pages.style).map(|name| {
        let name = ident(name);
        quote! {
            const #name: bool = true;
            speccast_blank! {}
        }
    });
    let has_more = pagination.pages.has_more.as_ref().map(|path| {
        let value = reference(path);
        quote! {
            fn has_more(page: &Self::Output) -> Option<bool> {
                Some(codegen::is_true(#value))
            }
            speccast_blank! {}
        }
    });
    let step = step(pagination);
    quote! {
        impl Paginated for #name {
            type Item = #item;
            speccast_blank! {}
            #constant
            #has_more
            #step
            speccast_blank! {}
            fn items(page: Self::Output) -> Option<Vec<Self::Item>> {
                #items
            }
        }
    }
}

/// Type of an item, and the items of a page.
fn items(service: &Service, pagination: &Pagination) -> (TokenStream, TokenStream) {
    let part = |of: &Type| match of {
        Type::Structure(name) | Type::Union(name) | Type::Enum(name) | Type::IntEnum(name)
            if is_of_client(name) || name == runtime::protocol_name(service.of.protocol) =>
        {
            let name = ident(name);
            quote!(super::model::#name)
        }
        other => code(&ty(other)),
    };
    match &pagination.item {
        Item::Element(item) => (part(item), owned(&pagination.pages.items)),
        Item::Entry(key, value) => {
            let (key, value, items) = (part(key), part(value), whole(&pagination.pages.items, Moved));
            (quote!((#key, #value)), quote!(Some(#items.into_iter().collect())))
        }
    }
}

/// The constant of the runtime's trait that describes a style of pagination.
fn constant(style: &PageStyle<Vec<PageField>>) -> Option<&'static str> {
    match style {
        PageStyle::Cursor { ends_on_repeated_token: true, .. } => Some("ENDS_ON_REPEATED_TOKEN"),
        PageStyle::Count { .. } => Some("COUNTED"),
        PageStyle::Cursor { .. } | PageStyle::After { .. } | PageStyle::Link(_) | PageStyle::NextUrl(_) => {
            None
        }
    }
}

/// The method that returns the input of the next page.
fn step(pagination: &Pagination) -> TokenStream {
    match &pagination.pages.style {
        PageStyle::Cursor { tokens, .. } => next(cursor(tokens)),
        PageStyle::Count { what, member: number, first, total, total_items } => {
            let (now, first) = (reference_in(&quote!(input), number), Literal::i64_unsuffixed(*first));
            let items = reference(&pagination.pages.items);
            let count = match what {
                Counted::Pages => quote!(codegen::Count::pages(#now, #first, #items)),
                Counted::Items => quote!(codegen::Count::items(#now, #first, #items)),
            };
            let total = total.as_ref().map(|path| reference(path));
            let end = match (total, &pagination.pages.has_more) {
                (Some(total), _) => quote!(up_to(#total)),
                (None, Some(_)) => quote!(next()),
                (None, None) => quote!(until_empty()),
            };
            let requested = with(number, &quote!(count.#end?));
            let next = next(quote! {
                let count = #count;
                #requested
            });
            let total = total_items.as_ref().map(|path| {
                let total = reference(path);
                quote! {
                    fn total(page: &Self::Output) -> Option<codegen::Total> {
                        codegen::Total::of(#items, #total)
                    }
                    speccast_blank! {}
                }
            });
            quote!(#total #next)
        }
        PageStyle::After { member: after, from } => {
            let items = whole(&pagination.pages.items, Borrowed);
            let from = field_of(&quote!(#items.last()?), from, Borrowed);
            next(with(after, &quote!(codegen::token(&#from)?)))
        }
        PageStyle::Link(rel) => {
            let rel = string(rel);
            quote! {
                fn next_url(_page: &Self::Output, response: &codegen::Response) -> Option<String> {
                    codegen::link(response, #rel)
                }
            }
        }
        PageStyle::NextUrl(url) => {
            let url = field_of(&quote!(page), url, Borrowed);
            quote! {
                fn next_url(page: &Self::Output, _response: &codegen::Response) -> Option<String> {
                    codegen::token(&#url)
                }
            }
        }
    }
}

fn next(input: TokenStream) -> TokenStream {
    quote! {
        fn next(input: &Self::Input, page: &Self::Output) -> Option<Self::Input> {
            #input
        }
    }
}

/// The input with the tokens of a page; without tokens, there is no next page.
fn cursor(tokens: &[(Vec<PageField>, Vec<PageField>)]) -> TokenStream {
    if let [(field, path)] = tokens {
        let token = field_of(&quote!(page), path, Borrowed);
        return with(field, &quote!(codegen::token(&#token)?));
    }
    // Several tokens are fields of the input itself.
    let fields: Vec<_> =
        tokens.iter().filter_map(|(field, _)| Some(ident(&field.last()?.rust_name))).collect();
    let values = tokens.iter().map(|(field, path)| {
        let path = reference(path);
        let sensitive = field.iter().any(|field| field.is_sensitive).then(|| quote!(.map(Into::into)));
        quote!(codegen::token(#path) #sensitive)
    });
    quote! {
        let next = Self::Input { #(#fields: #values,)* ..input.clone() };
        (#(next.#fields.is_some())||*).then_some(next)
    }
}

/// The input with a value in a field, which is optional. A structure around the field is created if it is absent.
fn with(path: &[PageField], value: &TokenStream) -> TokenStream {
    let names: Vec<_> = path.iter().map(|field| ident(&field.rust_name)).collect();
    if let [name] = names.as_slice() {
        return quote!(Some(input.clone().#name(#value)));
    }
    let steps = path.iter().zip(&names).enumerate().map(|(index, (field, name))| {
        let is_created = field.is_optional && index + 1 < path.len();
        let create = is_created.then(|| quote!(.get_or_insert_default()));
        quote!(.#name #create)
    });
    let into = path.iter().any(|field| field.is_sensitive).then(|| quote!(.into()));
    quote! {
        let value = #value;
        let mut next = input.clone();
        next #(#steps)* = Some(value #into);
        Some(next)
    }
}

/// How a field is read from a page.
#[derive(Clone, Copy)]
enum Taken {
    Moved,
    Borrowed,
}

/// An option of the value of a field, moved out of a page.
fn owned(path: &[PageField]) -> TokenStream {
    let value = field_of(&quote!(page), path, Moved);
    match path.last().map(|last| (last.is_optional, last.is_nullable)) {
        Some((true, false)) => value,
        Some((true, true)) => quote!(#value?.into_value()),
        Some((false, true)) => quote!(#value.into_value()),
        Some((false, false)) | None => quote!(Some(#value)),
    }
}

/// The value of a field; if it is absent, the function returns `None`.
fn whole(path: &[PageField], taken: Taken) -> TokenStream {
    let (value, absent) = (field_of(&quote!(page), path, taken), path.last().map(|it| absent(it, taken)));
    quote!(#value #absent)
}

/// A field of a value; if a structure on the path is absent, the function returns `None`.
fn field_of(value: &TokenStream, fields: &[PageField], taken: Taken) -> TokenStream {
    let mut path = value.clone();
    for (index, field) in fields.iter().enumerate() {
        let name = ident(&field.rust_name);
        let absent = (index + 1 < fields.len()).then(|| absent(field, taken));
        path = quote!(#path.#name #absent);
    }
    path
}

/// The suffix of an optional field.
fn absent(field: &PageField, taken: Taken) -> TokenStream {
    let (option, nullable) = match taken {
        Moved => (quote!(?), quote!(.into_value()?)),
        Borrowed => (quote!(.as_ref()?), quote!(.value()?)),
    };
    let (option, nullable) = (field.is_optional.then_some(option), field.is_nullable.then_some(nullable));
    quote!(#option #nullable)
}

/// An optional reference to a field of a page, which is `None` if a structure on the path is absent.
fn reference(path: &[PageField]) -> TokenStream {
    reference_in(&quote!(page), path)
}

fn reference_in(of: &TokenStream, path: &[PageField]) -> TokenStream {
    let mut value = of.clone();
    let mut in_option = false;
    for (index, field) in path.iter().enumerate() {
        let name = ident(&field.rust_name);
        let is_last = index + 1 == path.len();
        let mut steps = Vec::new();
        if field.is_optional && !is_last {
            steps.push(quote!(as_ref()));
        }
        if field.is_nullable && !is_last {
            steps.push(quote!(value()));
        }
        let mut steps = steps.into_iter();
        value = match (in_option, steps.next()) {
            (false, None) => quote!(#value.#name),
            (true, None) => quote!(#value.map(|it| &it.#name)),
            (false, Some(step)) => quote!(#value.#name.#step),
            (true, Some(step)) => quote!(#value.and_then(|it| it.#name.#step)),
        };
        value = steps.fold(value, |value, step| quote!(#value.and_then(|it| it.#step)));
        in_option |= (field.is_optional || field.is_nullable) && !is_last;
    }
    quote!(&#value)
}
