//! Phrases: the words of users' packs, in the lexicon's pattern language.

use std::fmt;

use super::Lexicon;
use super::pattern::{Shape, Word, shape, unfold};
use crate::Text;
use crate::toml_reader::{nearest, suggestion};

/// Words to find in a sentence, as a pack states them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Phrase {
    /// The pattern, normalised as the text is in which it is looked for.
    pub(crate) text: String,
    /// The class of the body that the sentence must be about.
    pub(crate) subject: Option<String>,
    /// Whether 可以 leaves the requirement met.
    pub(crate) permissive: bool,
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let permissive = if self.permissive { "可" } else { "" };
        write!(f, "{}：{}{permissive}", self.subject.as_deref().unwrap_or_default(), self.text)
    }
}

/// What is wrong with a phrase, and what to write instead.
pub(crate) type Flaw = (Text, Text);

impl Phrase {
    pub(crate) fn new(text: &str, subject: Option<&str>, permissive: bool) -> Self {
        let normal = |c: char| match c {
            '(' | ')' | '|' | '{' | '}' | '!' | '…' => c,
            '\u{3000}' | '\t' => ' ',
            '｜' => '|',
            c => crate::model::charter::normalised(c),
        };
        let text = crate::source::traditional::simplified(text.trim());
        Self { text: text.chars().map(normal).collect(), subject: subject.map(str::to_owned), permissive }
    }

    /// Why it could never match, or has an alternative that does nothing.
    pub(crate) fn flaw(&self) -> Option<Flaw> {
        let lexicon = Lexicon::builtin();
        let bare = |message: Text| Some((message, Text::default()));
        if self.text.is_empty() {
            return bare(Text::new("词句是空的，永远不会匹配", "the phrase is empty, so it could never match"));
        }
        let texts = match unfold(&self.text) {
            Ok(texts) => texts,
            Err(message) => return bare(message),
        };
        if let Some(stray) = texts.iter().flat_map(|text| text.chars()).find(|c| "()|".contains(*c)) {
            return bare(Text::new(
                format!("「{stray}」没有配对；备选写法写成 (甲|乙)，正文的括号写成（）"),
                format!("{stray:?} has no partner; alternatives are (a|b), brackets of the text are （）"),
            ));
        }
        let mut shapes: Vec<Shape<'_>> = Vec::with_capacity(texts.len());
        for text in &texts {
            let one = match shape(text) {
                Ok(one) => one,
                Err(message) => return bare(message),
            };
            let classes = one.elements.iter().filter_map(|(_, word)| match word {
                Word::Class(name) => Some(*name),
                Word::Literal(_) => None,
            });
            for name in classes.chain(one.absent.iter().copied()) {
                if lexicon.class(name).is_none() {
                    return Some(unknown_class(name));
                }
            }
            if let Some(flaw) = across(&one) {
                return Some(flaw);
            }
            if shapes.iter().any(|earlier| earlier.covers(&one)) {
                return Some((
                    Text::new(
                        format!("备选写法「{text}」已经包含在前面的写法里，不起作用"),
                        format!("the alternative “{text}” is covered by an earlier one and does nothing"),
                    ),
                    Text::new("删去它", "delete it"),
                ));
            }
            shapes.push(one);
        }
        let subject = self.subject.as_deref()?;
        lexicon.class(subject).is_none().then(|| unknown_class(subject))
    }

    /// Whether every sentence that the other expresses is expressed by this one too. May say no where it is so.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        if self.subject.is_some() && self.subject != other.subject || other.permissive && !self.permissive {
            return false;
        }
        let (Ok(mine), Ok(theirs)) = (unfold(&self.text), unfold(&other.text)) else { return false };
        let mine: Vec<_> = mine.iter().filter_map(|text| shape(text).ok()).collect();
        theirs.iter().filter_map(|text| shape(text).ok()).all(|their| mine.iter().any(|my| my.covers(&their)))
    }
}

fn unknown_class(name: &str) -> Flaw {
    let names: Vec<&str> = Lexicon::builtin().class_names().collect();
    let near = nearest(name, names.iter().copied());
    let help = match near {
        Some(_) => suggestion(near, &names),
        None => Text::new("词类见词库 lexicon.toml 的 [classes]", "classes are those of [classes] in lexicon.toml"),
    };
    (Text::new(format!("没有词类「{name}」"), format!("there is no word class `{name}`")), help)
}

/// Words that go on behind the end of a sentence.
fn across(shape: &Shape<'_>) -> Option<Flaw> {
    let last = shape.elements.len().saturating_sub(1);
    for (i, (_, word)) in shape.elements.iter().enumerate() {
        let Word::Literal(word) = word else { continue };
        let inner = if i == last { word.trim_end_matches(['。', '；', '！', '？']) } else { word };
        if let Some(mark) = inner.chars().find(|c| "。；！？\n".contains(*c)) {
            return Some((
                Text::new(
                    format!("「{}」处一句话已经结束，永远不会匹配", mark.escape_debug()),
                    format!("a sentence ends at “{}”, so this could never match", mark.escape_debug()),
                ),
                Text::new("拆成两个词句，写进 all 或者 order", "split it in two and put them into `all` or `order`"),
            ));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(text: &str) -> Option<String> {
        Phrase::new(text, None, false).flaw().map(|(message, _)| message.en.into_owned())
    }

    #[test]
    fn phrases_that_could_never_match() {
        for (text, words) in [
            ("", "empty"),
            ("……", "no words"),
            ("{nobody} 决定", "word class `nobody`"),
            ("{board 决定", "not closed"),
            ("(决定|批准", "not closed"),
            ("决定)", "partner"),
            ("!决定", "followed by"),
            ("报告。审计", "sentence ends"),
            ("(研究|研究讨论)", "covered"),
        ] {
            let found = flaw(text);
            assert!(found.as_ref().is_some_and(|found| found.contains(words)), "{text}: {found:?}");
        }
        for text in
            ["董事会…听取…报告", "{board}…(听取|审议) 报告。", "重大事项報告", "(研究讨论|研究)", "!{negation} 列席"]
        {
            assert_eq!(flaw(text), None, "{text}");
        }
    }

    #[test]
    fn what_covers_what() {
        let phrase = |text| Phrase::new(text, None, false);
        for (broad, narrow, expected) in [
            ("报告", "重大事项报告", true),
            ("重大事项报告", "报告", false),
            ("董事会…报告", "董事会 报告", true),
            ("董事会 报告", "董事会…报告", false),
            ("董事会 报告", "董事会 报告", true),
            ("董事会 报告", "董事会 报告制度", false),
            ("{board}", "{board} 报告", true),
            ("(听取|审议)", "审议通过", true),
        ] {
            assert_eq!(phrase(broad).covers(&phrase(narrow)), expected, "{broad} {narrow}");
        }
    }

    #[test]
    fn forms_are_unified() {
        assert_eq!(Phrase::new("　報告１０萬元,（含）", None, false).text, "报告10万元，（含）");
    }
}
