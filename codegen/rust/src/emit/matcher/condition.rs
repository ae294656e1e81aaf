//! Conditions on a value, to be joined and negated without needless parentheses.

use proc_macro2::TokenStream;
use quote::quote;

/// A test, and its opposite.
#[derive(Clone)]
pub(super) struct Test {
    yes: TokenStream,
    no: TokenStream,
}

impl Test {
    /// A test with an explicit opposite, such as `a <= b` and `a > b`.
    pub(super) fn new(yes: TokenStream, no: TokenStream) -> Self {
        Self { yes, no }
    }

    /// A call, whose opposite is `!call`.
    pub(super) fn call(yes: TokenStream) -> Self {
        let no = quote!(!#yes);
        Self { yes, no }
    }

    pub(super) fn not(self) -> Self {
        Self { yes: self.no, no: self.yes }
    }
}

/// A disjunction of conjunctions of tests.
#[derive(Clone)]
pub(super) struct Condition(Vec<Vec<Test>>);

impl Condition {
    /// The conjunction of the tests; without tests, it is always true.
    pub(super) fn all(tests: Vec<Test>) -> Self {
        Self(vec![tests])
    }

    /// A condition that is never true.
    pub(super) fn never() -> Self {
        Self(Vec::new())
    }

    pub(super) fn or(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    pub(super) fn and(self, other: Self) -> Self {
        if self.is_never() || other.is_never() {
            return Self::never();
        }
        if self.is_always() {
            return other;
        }
        if other.is_always() {
            return self;
        }
        let mut tests = self.conjunction();
        tests.extend(other.conjunction());
        Self::all(tests)
    }

    pub(super) fn not(self) -> Self {
        if self.is_always() {
            return Self::never();
        }
        if self.0.iter().all(|tests| tests.len() == 1) {
            return Self::all(self.0.into_iter().flatten().map(Test::not).collect());
        }
        match self.0.as_slice() {
            [tests] if !tests.is_empty() => {
                Self(tests.iter().cloned().map(|test| vec![test.not()]).collect())
            }
            _ => {
                let all = self.tokens();
                Self::all(vec![Test::new(quote!(!(#all)), quote!((#all)))])
            }
        }
    }

    fn conjunction(mut self) -> Vec<Test> {
        if self.0.len() == 1 {
            return self.0.remove(0);
        }
        let any = self.tokens();
        vec![Test::new(quote!((#any)), quote!(!(#any)))]
    }

    /// Whether the condition is true for every value.
    pub(super) fn is_always(&self) -> bool {
        self.0.iter().any(Vec::is_empty)
    }

    /// Whether the condition is true for no value.
    pub(super) fn is_never(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn tokens(&self) -> TokenStream {
        if self.is_always() {
            return quote!(true);
        }
        if self.is_never() {
            return quote!(false);
        }
        let alternatives = self.0.iter().map(|tests| {
            let yes = tests.iter().map(|test| &test.yes);
            let all = quote!(#(#yes)&&*);
            if self.0.len() > 1 && tests.len() > 1 { quote!((#all)) } else { all }
        });
        quote!(#(#alternatives)||*)
    }
}
