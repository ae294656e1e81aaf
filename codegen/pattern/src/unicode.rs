//! Named sets of characters: those of ECMA-262's escapes, Unicode properties, and Java's names for them.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};

use super::class::CharClass;

/// `\d`: ASCII digits (ECMA-262, CharacterClassEscape).
pub(super) fn digit() -> CharClass {
    CharClass::from_ranges([('0', '9')])
}

/// `\w`: ASCII letters, digits and `_` (ECMA-262, WordCharacters).
pub(super) fn word() -> CharClass {
    CharClass::from_ranges([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')])
}

/// `\s`: ECMA-262's WhiteSpace and LineTerminator; U+FEFF is one, U+0085 is none.
pub(super) fn space() -> CharClass {
    CharClass::from_ranges([
        ('\t', '\r'),
        (' ', ' '),
        ('\u{a0}', '\u{a0}'),
        ('\u{1680}', '\u{1680}'),
        ('\u{2000}', '\u{200a}'),
        ('\u{2028}', '\u{2029}'),
        ('\u{202f}', '\u{202f}'),
        ('\u{205f}', '\u{205f}'),
        ('\u{3000}', '\u{3000}'),
        ('\u{feff}', '\u{feff}'),
    ])
}

/// What `.` leaves out (ECMA-262, LineTerminator).
pub(super) fn line_end() -> CharClass {
    CharClass::from_ranges([('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')])
}

/// The set and the other cases of its members, by simple case folding as ECMA-262 has it with `iu`.
pub(super) fn case_closure(class: &CharClass) -> CharClass {
    let mut folded = ClassUnicode::new(class.ranges().map(|(lo, hi)| ClassUnicodeRange::new(lo, hi)));
    // It fails only without the tables, which the features of the dependency ask for.
    match folded.try_case_fold_simple() {
        Ok(()) => from_unicode(&folded),
        Err(_) => class.clone(),
    }
}

fn from_unicode(class: &ClassUnicode) -> CharClass {
    CharClass::from_ranges(class.ranges().iter().map(|range| (range.start(), range.end())))
}

/// The general categories that ECMA-262 knows, with their aliases (UTS 18; ECMA-262, table 70).
const CATEGORIES: &[&str] = &[
    "C",
    "Other",
    "Cc",
    "Control",
    "cntrl",
    "Cf",
    "Format",
    "Cn",
    "Unassigned",
    "Co",
    "Private_Use",
    "Cs",
    "Surrogate",
    "L",
    "Letter",
    "LC",
    "Cased_Letter",
    "Ll",
    "Lowercase_Letter",
    "Lm",
    "Modifier_Letter",
    "Lo",
    "Other_Letter",
    "Lt",
    "Titlecase_Letter",
    "Lu",
    "Uppercase_Letter",
    "M",
    "Mark",
    "Combining_Mark",
    "Mc",
    "Spacing_Mark",
    "Me",
    "Enclosing_Mark",
    "Mn",
    "Nonspacing_Mark",
    "N",
    "Number",
    "Nd",
    "Decimal_Number",
    "digit",
    "Nl",
    "Letter_Number",
    "No",
    "Other_Number",
    "P",
    "Punctuation",
    "punct",
    "Pc",
    "Connector_Punctuation",
    "Pd",
    "Dash_Punctuation",
    "Pe",
    "Close_Punctuation",
    "Pf",
    "Final_Punctuation",
    "Pi",
    "Initial_Punctuation",
    "Po",
    "Other_Punctuation",
    "Ps",
    "Open_Punctuation",
    "S",
    "Symbol",
    "Sc",
    "Currency_Symbol",
    "Sk",
    "Modifier_Symbol",
    "Sm",
    "Math_Symbol",
    "So",
    "Other_Symbol",
    "Z",
    "Separator",
    "Zl",
    "Line_Separator",
    "Zp",
    "Paragraph_Separator",
    "Zs",
    "Space_Separator",
];

/// The binary properties that ECMA-262 knows and `regex-syntax` has tables for, with their aliases (table 69).
const BINARY: &[&str] = &[
    "Alphabetic",
    "Alpha",
    "Bidi_Control",
    "Bidi_C",
    "Case_Ignorable",
    "CI",
    "Cased",
    "Changes_When_Casefolded",
    "CWCF",
    "Changes_When_Casemapped",
    "CWCM",
    "Changes_When_Lowercased",
    "CWL",
    "Changes_When_Titlecased",
    "CWT",
    "Changes_When_Uppercased",
    "CWU",
    "Dash",
    "Default_Ignorable_Code_Point",
    "DI",
    "Deprecated",
    "Dep",
    "Diacritic",
    "Dia",
    "Emoji",
    "Emoji_Component",
    "EComp",
    "Emoji_Modifier",
    "EMod",
    "Emoji_Modifier_Base",
    "EBase",
    "Emoji_Presentation",
    "EPres",
    "Extended_Pictographic",
    "ExtPict",
    "Extender",
    "Ext",
    "Grapheme_Base",
    "Gr_Base",
    "Grapheme_Extend",
    "Gr_Ext",
    "Hex_Digit",
    "Hex",
    "IDS_Binary_Operator",
    "IDSB",
    "IDS_Trinary_Operator",
    "IDST",
    "ID_Continue",
    "IDC",
    "ID_Start",
    "IDS",
    "Ideographic",
    "Ideo",
    "Join_Control",
    "Join_C",
    "Logical_Order_Exception",
    "LOE",
    "Lowercase",
    "Lower",
    "Math",
    "Noncharacter_Code_Point",
    "NChar",
    "Pattern_Syntax",
    "Pat_Syn",
    "Pattern_White_Space",
    "Pat_WS",
    "Quotation_Mark",
    "QMark",
    "Radical",
    "Regional_Indicator",
    "RI",
    "Sentence_Terminal",
    "STerm",
    "Soft_Dotted",
    "SD",
    "Terminal_Punctuation",
    "Term",
    "Unified_Ideograph",
    "UIdeo",
    "Uppercase",
    "Upper",
    "Variation_Selector",
    "VS",
    "White_Space",
    "space",
    "XID_Continue",
    "XIDC",
    "XID_Start",
    "XIDS",
];

/// The set of a property that ECMA-262 knows under this name.
pub(super) fn property(name: &str) -> Option<CharClass> {
    match name {
        "Any" => return Some(CharClass::any()),
        "ASCII" => return Some(CharClass::from_ranges([('\0', '\x7f')])),
        // Surrogates are code points but no characters.
        "Cs" | "Surrogate" => return Some(CharClass::empty()),
        "Assigned" => return Some(table("gc=Cn")?.complement()),
        _ => {}
    }
    match name.split_once('=') {
        Some(("General_Category" | "gc", "Cs" | "Surrogate")) => Some(CharClass::empty()),
        Some(("General_Category" | "gc", value)) if CATEGORIES.contains(&value) => {
            table(&format!("gc={value}"))
        }
        Some(("Script" | "sc", value)) if is_script(value) => table(&format!("sc={value}")),
        Some(("Script_Extensions" | "scx", value)) if is_script(value) => table(&format!("scx={value}")),
        Some(_) => None,
        None if CATEGORIES.contains(&name) => table(&format!("gc={name}")),
        None if BINARY.contains(&name) => table(name),
        None => None,
    }
}

/// Names of scripts are matched loosely by the tables, strictly by ECMA-262.
fn is_script(name: &str) -> bool {
    name.split('_').all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()) || matches!(word, "of"))
        && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
}

fn table(name: &str) -> Option<CharClass> {
    let hir = regex_syntax::Parser::new().parse(&format!(r"\p{{{name}}}")).ok()?;
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => Some(from_unicode(class)),
        // A category of one member, such as Zl.
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            Some(CharClass::from_ranges(text.chars().map(|c| (c, c))))
        }
        _ => None,
    }
}

/// The set that `java.util.regex.Pattern` has under this name, and a description of it.
pub(super) fn java_property(name: &str) -> Option<(CharClass, &'static str)> {
    let ascii = |ranges: &[(char, char)]| CharClass::from_ranges(ranges.iter().copied());
    const PUNCTUATION: [(char, char); 4] = [('!', '/'), (':', '@'), ('[', '`'), ('{', '~')];
    Some(match name {
        "Alnum" => (ascii(&[('0', '9'), ('A', 'Z'), ('a', 'z')]), "`[0-9A-Za-z]`"),
        "Digit" => (ascii(&[('0', '9')]), "`[0-9]`"),
        "Punct" => (ascii(&PUNCTUATION), "ASCII punctuation"),
        "Graph" => (ascii(&[('!', '~')]), r"`[!-~]`"),
        "Print" => (ascii(&[(' ', '~')]), r"`[ -~]`"),
        "Blank" => (ascii(&[('\t', '\t'), (' ', ' ')]), r"`[\t ]`"),
        "Cntrl" => (ascii(&[('\0', '\x1f'), ('\x7f', '\x7f')]), r"`[\x00-\x1F\x7F]`"),
        "XDigit" => (ascii(&[('0', '9'), ('A', 'F'), ('a', 'f')]), "`[0-9A-Fa-f]`"),
        "Space" => (ascii(&[('\t', '\r'), (' ', ' ')]), r"`[\t-\r ]`"),
        "all" | "ALL" => (CharClass::any(), "any character"),
        "L1" => (ascii(&[('\0', '\u{ff}')]), r"`[\x00-\xFF]`"),
        "LD" => (property("L")?.union(&property("Nd")?), r"`[\p{L}\p{Nd}]`"),
        "IsDigit" => (property("Nd")?, r"`\p{Nd}`"),
        "IsPunctuation" => (property("P")?, r"`\p{P}`"),
        "IsWhiteSpace" | "IsWhitespace" => (property("White_Space")?, r"`\p{White_Space}`"),
        _ => {
            // `\p{IsAlphabetic}`, `\p{IsLatin}`, `\p{IsL}`: the Unicode name behind `Is`.
            let bare = name.strip_prefix("Is")?;
            let script = || is_script(bare).then(|| table(&format!("sc={bare}"))).flatten();
            (property(bare).or_else(script)?, "the Unicode property without `Is`")
        }
    })
}
