//! The meaning of each construct of a pattern, its notes, and its errors.

use allocation_counter::measure;
use speccast::pattern::{Pattern, PatternErrorKind, PatternNoteKind};

/// Which of `values` match.
fn matching<'a>(source: &str, values: &[&'a str]) -> Vec<&'a str> {
    let pattern = Pattern::parse(source).expect(source);
    values.iter().copied().filter(|value| pattern.is_match(value)).collect()
}

#[test]
fn a_whole_value_has_to_match() {
    assert_eq!(matching("ab", &["ab", "xab", "abx", "ab\n", "AB"]), ["ab"]);
    assert_eq!(matching("^ab$", &["ab", "ab\n", "\nab", "cab"]), ["ab"]);
    assert_eq!(matching("^a|b$", &["a", "b", "ax", "xb"]), ["a", "b"]);
    assert_eq!(matching("", &["", "a"]), [""]);
}

#[test]
fn escapes_of_classes_are_those_of_ecma_262() {
    assert_eq!(matching(r"\d", &["7", "\u{663}", "\u{ff17}"]), ["7"]);
    assert_eq!(matching(r"\w", &["a", "_", "9", "\u{e9}", "-"]), ["a", "_", "9"]);
    let spaces =
        ["\t", "\u{b}", " ", "\u{85}", "\u{a0}", "\u{180e}", "\u{2028}", "\u{200b}", "\u{3000}", "\u{feff}"];
    assert_eq!(matching(r"\s", &spaces), ["\t", "\u{b}", " ", "\u{a0}", "\u{2028}", "\u{3000}", "\u{feff}"]);
    assert_eq!(
        matching(".", &["a", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\0", "\u{1f600}"]),
        ["a", "\u{85}", "\0", "\u{1f600}"]
    );
    assert_eq!(matching(r"[\D\d]", &["a", "1", "\n", "\u{10ffff}"]), ["a", "1", "\n", "\u{10ffff}"]);
}

#[test]
fn characters_are_unicode_scalar_values() {
    assert_eq!(matching(r"\ud83d\ude00", &["\u{1f600}"]), ["\u{1f600}"]);
    assert_eq!(
        matching(r"[\uD800\uDC00-\uDBFF\uDFFF]", &["\u{ffff}", "\u{10000}", "\u{10ffff}"]),
        ["\u{10000}", "\u{10ffff}"]
    );
    assert_eq!(matching(".{1}", &["\u{1f600}", "e\u{301}"]), ["\u{1f600}"]);
    assert_eq!(matching(r"[\u{1F600}-\u{1F64F}\x41\cA\0]", &["\u{1f610}", "A", "\u{1}", "\0"]).len(), 4);
}

#[test]
fn brackets_and_operators_of_other_dialects_are_characters() {
    assert_eq!(matching("[[a]", &["[", "a", "b"]), ["[", "a"]);
    assert_eq!(matching("[a&&b]", &["a", "&", "b"]), ["a", "&", "b"]);
    assert_eq!(matching("[~~a]", &["~", "a"]), ["~", "a"]);
    assert_eq!(matching("[]", &["", "a"]), [""; 0]);
    assert_eq!(matching("[^]", &["\n", "a", ""]), ["\n", "a"]);
}

#[test]
fn properties_are_those_of_ecma_262() {
    assert_eq!(matching(r"\p{Lu}", &["A", "\u{c9}", "a"]), ["A", "\u{c9}"]);
    assert_eq!(matching(r"\p{General_Category=Decimal_Number}", &["1", "\u{663}", "a"]), ["1", "\u{663}"]);
    assert_eq!(matching(r"\p{Script=Greek}", &["\u{3b1}", "a"]), ["\u{3b1}"]);
    assert_eq!(matching(r"\P{L}", &["1", "a"]), ["1"]);
    assert_eq!(matching(r"\p{Alpha}", &["\u{e9}", "1"]), ["\u{e9}"]);
    for name in
        ["Any", "ASCII", "Assigned", "Cs", "Emoji", "ID_Start", "sc=Latn", "scx=Hira", "White_Space", "XIDC"]
    {
        Pattern::parse(&format!(r"\p{{{name}}}*")).expect("a property of ECMA-262");
    }
}

#[test]
fn look_around_may_appear_anywhere() {
    assert_eq!(matching("(?!aws:)[a-z:]+", &["aws:x", "aws", "xaws:"]), ["aws", "xaws:"]);
    assert_eq!(matching("[a-z-]+(?<!-)", &["a-", "a-b"]), ["a-b"]);
    assert_eq!(matching("((?!foo)[a-z])+", &["foo", "xfoo", "fo", "xfox"]), ["fo", "xfox"]);
    assert_eq!(matching(r"a\b-\bb|a\Bb", &["a-b", "ab", "a--b"]), ["a-b", "ab"]);
    assert_eq!(matching("(?=.*[0-9])(?=.*[a-z]).{2,3}", &["a1", "aa", "11", "a-1", "a--1"]), ["a1", "a-1"]);
    assert_eq!(matching("(?:^a|b)+$", &["a", "ab", "ba", "bb"]), ["a", "ab", "bb"]);
}

#[test]
fn flags_ignore_case() {
    assert_eq!(matching("(?i)ab|c", &["AB", "C", "x"]), ["AB", "C"]);
    assert_eq!(matching("a(?i)b|c", &["aB", "AB", "C"]), ["aB", "C"]);
    assert_eq!(matching("(?:(?i)a)b", &["Ab", "AB"]), ["Ab"]);
    assert_eq!(matching("(?i:k)", &["K", "\u{212a}"]), ["K", "\u{212a}"]);
    assert_eq!(matching("(?s:.).", &["\na", "a\n"]), ["\na"]);
    assert_eq!(matching("(?i:[^a])", &["A", "b"]), ["b"]);
}

#[test]
fn possessive_repetitions_never_give_back() {
    assert_eq!(matching("a*+a", &["a", "aa"]), [""; 0]);
    assert_eq!(matching("a{1,2}+a", &["aa", "aaa"]), ["aaa"]);
    assert_eq!(matching("a?+b", &["b", "ab"]), ["b", "ab"]);
}

/// The kind, the place and the text of each note.
fn notes(source: &str) -> Vec<(PatternNoteKind, &str)> {
    let pattern = Pattern::parse(source).expect("a pattern");
    let noted = |note: &speccast::pattern::PatternNote| (note.kind, &source[note.range.clone()]);
    pattern.notes().iter().map(noted).collect()
}

#[test]
fn syntax_that_ecma_262_refuses_has_a_note() {
    assert_eq!(
        notes(r"a\_b\:[\-\_]"),
        [
            (PatternNoteKind::IdentityEscape, r"\_"),
            (PatternNoteKind::IdentityEscape, r"\:"),
            (PatternNoteKind::IdentityEscape, r"\_"),
        ]
    );
    assert_eq!(notes(r"a\-b"), [(PatternNoteKind::IdentityEscape, r"\-")]);
    assert_eq!(notes(r"\p{Alnum}"), [(PatternNoteKind::JavaProperty, r"\p{Alnum}")]);
    assert_eq!(notes(r"[\w-.]"), [(PatternNoteKind::ClassRange, "-")]);
    assert_eq!(notes("{x}"), [(PatternNoteKind::StrayBracket, "{"), (PatternNoteKind::StrayBracket, "}")]);
    assert_eq!(notes("é]"), [(PatternNoteKind::StrayBracket, "]")]);
    assert_eq!(
        notes(r"\Aa\z"),
        [(PatternNoteKind::ForeignAnchor, r"\A"), (PatternNoteKind::ForeignAnchor, r"\z")]
    );
    assert_eq!(notes("(?s).*"), [(PatternNoteKind::InlineFlags, "(?s)")]);
    assert_eq!(notes("a{2}{3}"), [(PatternNoteKind::DoubleQuantifier, "{3}")]);
    assert_eq!(notes("^a|b$"), [(PatternNoteKind::HalfAnchored, "^a|b$")]);
    assert_eq!(notes("[A-z]"), [(PatternNoteKind::SuspiciousRange, "A-z")]);
    assert_eq!(notes(r"[\uD800\uDBFF-\uDC00\uDFFF]").len(), 3);
    assert_eq!(notes("[:alpha:][:foo:]"), [(PatternNoteKind::PosixClass, "[:alpha:]")]);
    let nothing = ["(?<!a)", "(?!b)", "(?<!c)", "(?!d)"].map(|look| (PatternNoteKind::SaysNothing, look));
    assert_eq!(notes("(?<!a)x(?!b)|^(?<!c)(?<=^)x(?!d)$"), nothing);
    assert_eq!(notes("(?!a)x(?!b)y((?<!a)|x(?!b))z(?<!a)"), []);
    assert_eq!(notes("^(a|b)$"), []);
}

#[test]
fn errors_have_a_reason_a_place_and_a_fix() {
    use PatternErrorKind::{NotRegular, Syntax, TooLarge};
    let refusals = [
        ("[x[:alpha:]]", Syntax, "[:alpha:]", "`[:alpha:]` is a POSIX class, which ECMA-262 does not have"),
        (r"(a)\1", NotRegular, r"\1", "a back-reference is not regular"),
        (r"(?<x>a)\k<x>", NotRegular, r"\k", "a back-reference is not regular"),
        ("x(?>a)", NotRegular, "(?>", "an atomic group depends on the order of attempts"),
        ("(?:ab)*+", NotRegular, "*+", "a possessive repetition depends on the order of attempts"),
        ("é(a", Syntax, "(", "unclosed `(`"),
        ("a)", Syntax, ")", "unmatched `)`"),
        ("[a", Syntax, "[", "unclosed `[`"),
        ("*a", Syntax, "*", "nothing to repeat before `*`"),
        ("a{3,2}", Syntax, "{3,2}", "the counts are in the wrong order"),
        ("[z-a]", Syntax, "z-a", "the range is in the wrong order"),
        (r"\q", Syntax, r"\q", r"`\q` has no meaning"),
        (r"\p{Klingon}", Syntax, r"\p{Klingon}", "unknown Unicode property `Klingon`"),
        (r"\u{110000}", Syntax, r"\u{110000}", "invalid code point"),
        (r"a\", Syntax, r"\", "incomplete escape"),
        ("(?~a)", Syntax, "(?~", "unknown kind of group"),
        ("a{99999999999}", TooLarge, "{99999999999}", "the count is out of range"),
    ];
    for (source, kind, part, message) in refusals {
        let error = Pattern::parse(source).expect_err(source);
        assert_eq!(
            (error.kind, &source[error.range.clone()], error.message.as_str()),
            (kind, part, message),
            "{source}"
        );
        assert!(!error.help.is_empty(), "{source}");
    }
}

/// More than the largest pattern needs. Allocations are counted instead of time, since they are the same on
/// every machine.
const ALLOCATIONS: u64 = 5_000_000;

#[test]
fn sizes_are_bounded() {
    let nested = format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000));
    let deep = format!("{}a{}", "(".repeat(200), ")".repeat(200));
    let counted = "((a{1000}b){1000}c){1000}";
    let looking = "a((?!b[a-c]{1,200}d)(?!c[b-d]{1,300}e)[a-e]){1,4000}(?=x{1,90}y)x+y?z{1,80}";
    for source in [nested.as_str(), deep.as_str(), counted, looking] {
        let mut parsed = None;
        let work = measure(|| parsed = Some(Pattern::parse(source)));
        let error = parsed.expect("an answer").expect_err("too large");
        assert_eq!(error.kind, PatternErrorKind::TooLarge, "{error}");
        assert!(work.count_total < ALLOCATIONS, "{work:?} for {error}");
    }
}

#[test]
fn worst_cases_take_linear_time() {
    let patterns = [
        ("(a+)+b", 100_000),
        ("(a|aa)*c", 100_000),
        (r"[^#/\s]{1,65535}", 100_000),
        ("(?:a?){50}a{50}", 100_000),
        (".*.*.*=.*", 100_000),
        ("(?:a{1,100}){1,1000}b", 10_000),
    ];
    for (source, length) in patterns {
        let mut parsed = None;
        let work = measure(|| parsed = Some(Pattern::parse(source)));
        assert!(work.count_total < ALLOCATIONS, "{work:?} for {source}");
        let pattern = parsed.expect("an answer").expect("a pattern");
        // A backtracking engine would not terminate.
        let [half, whole] = [length, 2 * length].map(|length| {
            let value = "a".repeat(length);
            let mut is_match = true;
            let work = measure(|| is_match = pattern.is_match(&value));
            assert!(!is_match, "{source}");
            work.bytes_total
        });
        assert!(whole <= half * 5 / 2, "{source}: {half} bytes, and {whole} of twice the value");
    }
}

/// Nesting, repetition and look-around.
#[test]
fn hostile_patterns_take_bounded_work() {
    let distinct = |count: u32| (0..count).filter_map(|at| char::from_u32(0xAC00 + 2 * at));
    let nested = |open: &str, close: &str| format!("{}a{}", open.repeat(99), close.repeat(99));
    let excluded: String = ('a'..='z').map(|c| format!("(?:(?=[^{c}])|)")).collect();
    let too_large = [
        format!("[a{}{}", "&&[a".repeat(3_000), "]".repeat(3_001)),
        format!("[{}{}]b", "&&[".repeat(99), r"\d".repeat(4_000)),
        format!("a{}", "{2}".repeat(5_000)),
        format!("a{}", "{0,2}".repeat(99)),
        nested("(", "){0,2}"),
        nested("(?:b.*|(?!", ".*))"),
        format!("(?:a{}){{2000}}", r"\b".repeat(7_000)),
        format!("(?:a{}){{200}}", r"(?:\b)".repeat(2_000)),
        format!("{excluded}(a|b)*a(a|b){{20}}"),
        distinct(4_000).collect(),
    ];
    // Compiled as a whole, and up to 16 times without the last part.
    let in_parts = distinct(1_500).map(|c| format!("(?<={c})")).collect();
    let limits =
        too_large.map(|source| (source, ALLOCATIONS)).into_iter().chain([(in_parts, 16 * ALLOCATIONS)]);
    for (source, limit) in limits {
        let mut kind = None;
        let work = measure(|| kind = Pattern::parse(&source).err().map(|error| error.kind));
        let start: String = source.chars().take(60).collect();
        assert_eq!(kind, Some(PatternErrorKind::TooLarge), "{start}");
        assert!(work.count_total < limit, "{work:?} for {start}");
    }
}

/// A property has hundreds of ranges, and the rest after each `&&[` is parsed again.
#[test]
fn a_property_that_is_read_again_costs_nothing_again() {
    for member in [r"\pL", r"\PL", r"\p{IsAlphabetic}", r"\w-\pL"] {
        let source = format!("[{}{}]", "&&[".repeat(99), member.repeat(15_000 / member.len()));
        let mut kind = None;
        let work = measure(|| kind = Pattern::parse(&source).err().map(|error| error.kind));
        assert_eq!(kind, Some(PatternErrorKind::TooLarge), "{member}");
        assert!(work.count_total < ALLOCATIONS / 10, "{member}: {work:?}");
        assert!(work.bytes_max < 16 << 20, "{member}: {work:?}");
    }
    // After an intersection, earlier members are counted again.
    assert_eq!(matching(r"[\da&&[a]]", &["a", "1"]), ["a"]);
    assert_eq!(matching(r"[\pL\d\pL&&[a-z1]]", &["a", "1", "A"]), ["a", "1"]);
    assert_eq!(matching(r"[\w-\d\w-\d]", &["a", "1", "-", "+"]), ["a", "1", "-"]);
}

#[test]
fn an_intersection_is_tried_once_at_each_place() {
    let tried = format!("[{}a]b", "&&[".repeat(60));
    assert_eq!(matching(&tried, &["ab", "&b", "[b", "b"]), ["ab", "&b", "[b"]);
    let nested = format!("[a{}{}", "&&[a".repeat(99), "]".repeat(100));
    assert_eq!(matching(&nested, &["a", "&", ""]), ["a"]);
}

#[test]
fn conditions_are_repeated_once() {
    assert_eq!(matching(r"a(?:\b\b){2,4294967295}", &["a", "ab", ""]), ["a"]);
    assert_eq!(matching(r"a(?:(?=b)(?!c))*b?", &["a", "ab", "b"]), ["a", "ab"]);
}
