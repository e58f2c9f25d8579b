//! Globs over rule codes.

/// Whether a glob over rule codes matches: `*` stands for any characters; without one, a pack's name means all its rules.
///
/// ```
/// use charterlint::rules::glob_matches;
/// assert!(glob_matches("company-law", "company-law/term-length"));
/// assert!(glob_matches("*/term-*", "company-law/term-length"));
/// assert!(!glob_matches("two-lists/*", "company-law/term-length"));
/// ```
#[must_use]
pub fn glob_matches(glob: &str, code: &str) -> bool {
    let Some((first, rest)) = glob.split_once('*') else {
        return glob == code || code.strip_prefix(glob).is_some_and(|tail| tail.starts_with('/'));
    };
    let Some(mut tail) = code.strip_prefix(first) else { return false };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return tail.ends_with(part);
        }
        match tail.find(part) {
            Some(at) => tail = &tail[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::glob_matches;

    #[test]
    fn globs() {
        for (glob, code, expected) in [
            ("*", "a/b", true),
            ("a", "a/b", true),
            ("a/*", "a/b", true),
            ("a/b", "a/b", true),
            ("*/b", "a/b", true),
            ("a/*c", "a/b-c", true),
            ("b", "a/b", false),
            ("a/*d", "a/b-c", false),
        ] {
            assert_eq!(glob_matches(glob, code), expected, "{glob} {code}");
        }
    }
}
