//! What of a file's tokens is a formatter's choice.

/// Drops or sorts what a formatter may choose: a comma before a closing delimiter, a semicolon after a `return` there,
/// braces around the body of a closure or an arm that is one expression, the order of imports and of the names in one.
pub(super) fn forget(tokens: &mut Vec<String>) {
    forget_marks(tokens);
    tokens.retain(|token| !token.is_empty());
    sort_imports(tokens);
}

fn forget_marks(tokens: &mut [String]) {
    let mut open = Vec::new();
    for at in 0..tokens.len() {
        match tokens[at].as_str() {
            "(" | "[" | "{" => open.push(at),
            ")" | "]" | "}" => {
                let Some(start) = open.pop() else { continue };
                if tokens[at - 1] == "," || tokens[at - 1] == ";" && is_return(&tokens[start + 1..at - 1]) {
                    tokens[at - 1].clear();
                }
                let before = |token: &str, back: usize| start >= back && tokens[start - back] == token;
                let (is_arm, is_import) =
                    (before(">", 1) && before("=", 2), before(":", 1) && before(":", 2));
                if is_import {
                    sort_names(&mut tokens[start + 1..at]);
                } else if tokens[at] == "}" && (is_arm || before("|", 1)) {
                    let has_comma = tokens.get(at + 1).is_some_and(|next| next == ",");
                    if is_expression(&tokens[start + 1..at]) {
                        tokens[start].clear();
                        // An arm without braces ends with a comma.
                        let is_last = tokens.get(at + 1).is_none_or(|next| next == "}");
                        tokens[at] =
                            if is_arm && !has_comma && !is_last { ",".to_owned() } else { String::new() };
                    } else if is_arm && has_comma {
                        tokens[at + 1].clear();
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether the last statement of a body is a `return`.
fn is_return(body: &[String]) -> bool {
    let last = body.rsplit(|token| matches!(token.as_str(), ";" | "{" | "}")).next();
    last.and_then(<[String]>::first).is_some_and(|token| token == "return")
}

fn is_expression(body: &[String]) -> bool {
    let mut depth = 0_usize;
    for token in body {
        match token.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            ";" if depth == 0 => return false,
            _ => {}
        }
    }
    !body.is_empty()
}

/// Sorts what commas part, outside of inner braces.
fn sort_names(names: &mut [String]) {
    let (mut parts, mut part, mut depth) = (Vec::new(), Vec::new(), 0_usize);
    for name in names.iter_mut().map(std::mem::take).filter(|name| !name.is_empty()) {
        match name.as_str() {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            "," if depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(name);
    }
    parts.push(part);
    parts.sort_unstable();
    let sorted = parts.join(&",".to_owned());
    for (place, name) in names.iter_mut().zip(sorted) {
        *place = name;
    }
}

/// Sorts imports that follow each other, as a formatter does.
fn sort_imports(tokens: &mut Vec<String>) {
    let mut at = 0;
    while at < tokens.len() {
        let start = at;
        while tokens.get(at).is_some_and(|token| token == "use") {
            let length = tokens[at..].iter().position(|token| token == ";");
            at = length.map_or(tokens.len(), |length| at + length + 1);
        }
        let mut imports: Vec<&[String]> = tokens[start..at].split_inclusive(|token| token == ";").collect();
        imports.sort_unstable();
        let sorted = imports.concat();
        tokens.splice(start..at, sorted);
        at = at.max(start + 1);
    }
}
