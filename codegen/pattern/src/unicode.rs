//! Named character sets: the escapes of ECMA-262, Unicode properties, and Java's names for them.

use regex_syntax::hir::{Class, HirKind};

use crate::class::CharClass;

/// `\d`: ASCII digits (ECMA-262, CharacterClassEscape).
pub(crate) fn digit() -> CharClass {
    CharClass::from_ranges([('0', '9')])
}

/// `\w`: ASCII letters, digits and `_` (ECMA-262, WordCharacters).
pub(crate) fn word() -> CharClass {
    CharClass::from_ranges([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')])
}

/// `.`: everything but ECMA-262's LineTerminator.
pub(crate) fn no_line_end() -> CharClass {
    CharClass::from_ranges([('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')]).complement()
}

/// The general categories of ECMA-262, with their aliases (UTS 18; ECMA-262, table 70).
const CATEGORIES: &str = "
    C Other Cc Control cntrl Cf Format Cn Unassigned Co Private_Use Cs Surrogate L Letter LC Cased_Letter Ll
    Lowercase_Letter Lm Modifier_Letter Lo Other_Letter Lt Titlecase_Letter Lu Uppercase_Letter M Mark
    Combining_Mark Mc Spacing_Mark Me Enclosing_Mark Mn Nonspacing_Mark N Number Nd Decimal_Number digit Nl
    Letter_Number No Other_Number P Punctuation punct Pc Connector_Punctuation Pd Dash_Punctuation Pe
    Close_Punctuation Pf Final_Punctuation Pi Initial_Punctuation Po Other_Punctuation Ps Open_Punctuation S
    Symbol Sc Currency_Symbol Sk Modifier_Symbol Sm Math_Symbol So Other_Symbol Z Separator Zl Line_Separator Zp
    Paragraph_Separator Zs Space_Separator";

/// The binary properties of ECMA-262 that `regex-syntax` has tables for, with their aliases (table 69).
const BINARY: &str = "
    Alphabetic Alpha Bidi_Control Bidi_C Case_Ignorable CI Cased Changes_When_Casefolded CWCF
    Changes_When_Casemapped CWCM Changes_When_Lowercased CWL Changes_When_Titlecased CWT Changes_When_Uppercased
    CWU Dash Default_Ignorable_Code_Point DI Deprecated Dep Diacritic Dia Emoji Emoji_Component EComp
    Emoji_Modifier EMod Emoji_Modifier_Base EBase Emoji_Presentation EPres Extended_Pictographic ExtPict
    Extender Ext Grapheme_Base Gr_Base Grapheme_Extend Gr_Ext Hex_Digit Hex IDS_Binary_Operator IDSB
    IDS_Trinary_Operator IDST ID_Continue IDC ID_Start IDS Ideographic Ideo Join_Control Join_C
    Logical_Order_Exception LOE Lowercase Lower Math Noncharacter_Code_Point NChar Pattern_Syntax Pat_Syn
    Pattern_White_Space Pat_WS Quotation_Mark QMark Radical Regional_Indicator RI Sentence_Terminal STerm
    Soft_Dotted SD Terminal_Punctuation Term Unified_Ideograph UIdeo Uppercase Upper Variation_Selector VS
    White_Space space XID_Continue XIDC XID_Start XIDS";

/// Returns the set of a property of ECMA-262.
pub(crate) fn property(name: &str) -> Option<CharClass> {
    let (key, value) = name.split_once('=').map_or((None, name), |(key, value)| (Some(key), value));
    let is_one_of = |names: &str| names.split_whitespace().any(|known| known == value);
    match (key, value) {
        (None, "Any") => Some(CharClass::any()),
        (None, "ASCII") => Some(CharClass::from_ranges([('\0', '\x7f')])),
        (None, "Assigned") => Some(table("gc=Cn")?.complement()),
        // Surrogates are code points, not characters.
        (None | Some("General_Category" | "gc"), "Cs" | "Surrogate") => Some(CharClass::empty()),
        (None | Some("General_Category" | "gc"), _) if is_one_of(CATEGORIES) => table(&format!("gc={value}")),
        (None, _) if is_one_of(BINARY) => table(value),
        (Some("Script" | "sc"), _) if is_script(value) => table(&format!("sc={value}")),
        (Some("Script_Extensions" | "scx"), _) if is_script(value) => table(&format!("scx={value}")),
        _ => None,
    }
}

/// Returns whether a script's name has the spelling of ECMA-262; the tables accept others.
fn is_script(name: &str) -> bool {
    name.split('_').all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()) || matches!(word, "of"))
        && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
}

/// Returns the set that `regex-syntax` has under this name.
fn table(name: &str) -> Option<CharClass> {
    let hir = regex_syntax::Parser::new().parse(&format!(r"\p{{{name}}}")).ok()?;
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => Some(CharClass::new(class.clone())),
        // A category of one character, such as Zl.
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).ok()?.parse().ok().map(CharClass::single)
        }
        _ => None,
    }
}

/// Returns the set that `java.util.regex.Pattern` has under this name, and a description of it.
pub(crate) fn java_property(name: &str) -> Option<(CharClass, &'static str)> {
    let ascii = |ranges: &[(char, char)]| CharClass::from_ranges(ranges.iter().copied());
    Some(match name {
        "Alnum" => (ascii(&[('0', '9'), ('A', 'Z'), ('a', 'z')]), "`[0-9A-Za-z]`"),
        "Digit" => (ascii(&[('0', '9')]), "`[0-9]`"),
        "Punct" => (ascii(&[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')]), "ASCII punctuation"),
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
            // `\p{IsAlphabetic}`, `\p{IsLatin}`, `\p{IsL}`: a Unicode name after `Is`.
            let bare = name.strip_prefix("Is")?;
            let script = || is_script(bare).then(|| table(&format!("sc={bare}"))).flatten();
            (property(bare).or_else(script)?, "the Unicode property without `Is`")
        }
    })
}
