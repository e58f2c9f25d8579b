//! What a meeting concluded on a topic, and how it was held, from the register's words.

use std::sync::OnceLock;

use crate::lexicon::Lexicon;
use crate::model::matters::{Body, mentions};
use crate::numeral;

/// What a meeting did with a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Nothing is written.
    Blank,
    /// 同意、通过
    Agreed,
    /// 决定、批准
    Decided,
    /// 不同意、建议不提交
    Rejected,
    /// 暂缓、再议
    Deferred,
    /// Only that it was heard, studied or circulated: no opinion.
    Heard,
    /// Words that are none of these.
    Other,
}

/// Votes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Votes {
    pub(crate) yes: Option<u32>,
    pub(crate) no: Option<u32>,
    pub(crate) abstain: Option<u32>,
    /// 全票通过、一致同意: everybody voted for it.
    pub(crate) unanimous: bool,
}

/// A conclusion, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) ending: Ending,
    /// The body to which the matter is handed on: 同意提交董事会审议.
    pub(crate) submitted_to: Option<Body>,
    /// Votes that the words state.
    pub(crate) votes: Votes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Reject,
    Defer,
    Agree,
    Decide,
    Heard,
    Filler,
    To,
    Filed,
}

fn words() -> &'static [Word] {
    static WORDS: OnceLock<Vec<Word>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let read = |name: &String| match name.as_str() {
            "reject" => Word::Reject,
            "defer" => Word::Defer,
            "agree" => Word::Agree,
            "decide" => Word::Decide,
            "heard" => Word::Heard,
            "to" => Word::To,
            "filed" => Word::Filed,
            _ => Word::Filler,
        };
        Lexicon::builtin().conclusion_words().names().iter().map(read).collect()
    })
}

impl Outcome {
    /// Reads a conclusion from its normalised text.
    pub(crate) fn read(text: &str) -> Self {
        let (votes, text) = votes(text.trim_end_matches(['。', '；', '，']));
        let mut out = Self { ending: Ending::Blank, submitted_to: None, votes };
        let mut found: Vec<(Word, usize, usize)> = Vec::new();
        for (range, key) in Lexicon::builtin().conclusion_words().find(&text) {
            let Some(word) = words().get(key as usize) else { continue };
            found.push((*word, range.start, range.end));
        }
        out.submitted_to = submitted_to(&text, &found);
        let has = |word: Word| found.iter().any(|(w, ..)| *w == word);
        let known: usize = found.iter().map(|(_, start, end)| end - start).sum();
        let marks = text.chars().filter(|c| !c.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
        out.ending = if has(Word::Reject) {
            Ending::Rejected
        } else if has(Word::Defer) && !has(Word::Agree) {
            Ending::Deferred
        } else if has(Word::Decide) && out.submitted_to.is_none() && !only_after_submission(&found) {
            Ending::Decided
        } else if has(Word::Agree) || out.submitted_to.is_some() {
            Ending::Agreed
        } else if let Some(yes) = votes.yes {
            if yes > votes.no.unwrap_or(0) { Ending::Agreed } else { Ending::Rejected }
        } else if text.chars().all(|c| !c.is_alphanumeric()) {
            Ending::Blank
        } else if known + marks >= text.len() {
            Ending::Heard
        } else {
            Ending::Other
        };
        out
    }
}

/// 同意，报集团批准: the approval is another's.
fn only_after_submission(found: &[(Word, usize, usize)]) -> bool {
    let to = found.iter().position(|(word, ..)| *word == Word::To);
    let decide = found.iter().position(|(word, ..)| *word == Word::Decide);
    matches!((to, decide), (Some(to), Some(decide)) if to < decide)
        && found.iter().any(|(word, ..)| *word == Word::Agree)
}

/// The body that follows 提交, 报 or 由, if it is to act on the matter and not only to file it.
fn submitted_to(text: &str, found: &[(Word, usize, usize)]) -> Option<Body> {
    let named = mentions(text);
    for (i, (word, _, end)) in found.iter().enumerate() {
        if *word != Word::To {
            continue;
        }
        let Some(to) = named.iter().find(|mention| mention.end > *end) else { continue };
        let between = text.get(*end..to.start.max(*end)).unwrap_or_default();
        let near = between.chars().count() <= 6 && !between.contains(['，', '；', '。']);
        let filed = found.iter().skip(i + 1).any(|(word, start, _)| {
            *word == Word::Filed && !text.get(to.end..*start).unwrap_or("，").contains(['，', '；', '。'])
        });
        let acts = matches!(
            to.body,
            Body::Party
                | Body::Board
                | Body::Director
                | Body::Chair
                | Body::Management
                | Body::ShareholdersMeeting
                | Body::Shareholder
                | Body::Investor
                | Body::Superior
                | Body::EmployeesCongress
        );
        // 由总经理办公会组织实施 hands on the work, not the decision.
        let rest = text.get(to.end..).unwrap_or_default();
        let carries_out = ["组织实施", "负责实施", "负责落实", "抓好", "落实", "实施", "负责", "牵头", "办理"]
            .iter()
            .any(|word| rest.starts_with(word));
        if near && acts && !filed && !carries_out {
            return Some(to.body);
        }
    }
    None
}

/// Takes the votes out of the words: 同意7票，反对0票; 7票同意; 全票通过.
fn votes(text: &str) -> (Votes, String) {
    let mut votes = Votes {
        unanimous: ["全票", "一致通过", "一致同意", "全体同意", "全体通过", "一致表决"]
            .iter()
            .any(|w| text.contains(w)),
        ..Votes::default()
    };
    if !text.contains('票') {
        return (votes, text.to_owned());
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match vote(rest) {
            Some((word, number, length)) => {
                let slot = match word {
                    "反对" | "不同意" => &mut votes.no,
                    "弃权" => &mut votes.abstain,
                    _ => &mut votes.yes,
                };
                *slot = Some(number);
                rest = &rest[length..];
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    (votes, out)
}

/// A count of votes at the start of the text: the word, the number, the length.
fn vote(text: &str) -> Option<(&'static str, u32, usize)> {
    const WORDS: [&str; 5] = ["不同意", "同意", "赞成", "反对", "弃权"];
    let word_at = |text: &str| WORDS.into_iter().find(|word| text.starts_with(word));
    let number_at = |text: &str| {
        let end = text.find(|c: char| !numeral::is_numeral(c)).unwrap_or(text.len());
        let value = numeral::parse(&text[..end]).filter(|_| end > 0)?;
        Some((u32::try_from(value).ok()?, end))
    };
    if let Some(word) = word_at(text) {
        let mut at = word.len();
        for mark in ["票数", "票", "为", "：", ":", " "] {
            if text[at..].starts_with(mark) {
                at += mark.len();
            }
        }
        let (number, length) = number_at(&text[at..])?;
        at += length;
        let closed = text[at..].starts_with('票');
        return (closed || text[word.len()..].starts_with('票')).then_some((
            word,
            number,
            at + if closed { '票'.len_utf8() } else { 0 },
        ));
    }
    let (number, length) = number_at(text)?;
    let after = text[length..].strip_prefix('票')?;
    let word = word_at(after)?;
    Some((word, number, length + '票'.len_utf8() + word.len()))
}

/// How a meeting was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// In a room, by video or telephone.
    Meeting,
    /// By circulation, a note, talks one by one: no meeting.
    Circulated,
    /// By a written vote or by correspondence.
    Written,
}

impl Form {
    /// Reads a form; `None` if the words say nothing of it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !crate::model::charter::is_space(*c)).collect();
        let lexicon = Lexicon::builtin();
        let (mut meeting, mut circulated, mut written) = (false, false, false);
        for (_, key) in lexicon.form_words().find(&text) {
            match lexicon.form_words().names().get(key as usize).map(String::as_str) {
                Some("circulated") => circulated = true,
                Some("written") => written = true,
                _ => meeting = true,
            }
        }
        match (circulated, meeting, written) {
            (true, ..) => Some(Self::Circulated),
            (_, true, _) => Some(Self::Meeting),
            (_, _, true) => Some(Self::Written),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings() {
        for (text, ending, to) in [
            ("", Ending::Blank, None),
            ("—", Ending::Blank, None),
            ("同意", Ending::Agreed, None),
            ("原则同意，修改后提交董事会", Ending::Agreed, Some(Body::Board)),
            ("同意提交董事会审议", Ending::Agreed, Some(Body::Board)),
            ("会议决定：同意提交公司董事会审议", Ending::Agreed, Some(Body::Board)),
            ("同意，按程序报县国资委审批", Ending::Agreed, Some(Body::Investor)),
            ("通过，报国资委备案", Ending::Agreed, None),
            ("审议通过", Ending::Agreed, None),
            ("全票通过", Ending::Agreed, None),
            ("同意7票，反对0票，弃权0票", Ending::Agreed, None),
            ("2票同意、3票反对", Ending::Rejected, None),
            ("3票同意、3票反对", Ending::Rejected, None),
            ("3票同意、2票反对", Ending::Agreed, None),
            ("表决通过（同意5票、反对1票）", Ending::Agreed, None),
            ("会议决定，由投资部组织实施", Ending::Decided, None),
            ("批准实施", Ending::Decided, None),
            ("会议决定接收两名预备党员", Ending::Decided, None),
            ("不同意", Ending::Rejected, None),
            ("未通过", Ending::Rejected, None),
            ("建议不提交董事会", Ending::Rejected, None),
            ("修改完善后再议", Ending::Deferred, None),
            ("暂缓", Ending::Deferred, None),
            ("暂缓审议，补充可研后重新上会", Ending::Deferred, None),
            ("已研究", Ending::Heard, None),
            ("传阅", Ending::Heard, None),
            ("会议听取了汇报", Ending::Heard, None),
            ("会议认为应压减规模", Ending::Other, None),
        ] {
            let found = Outcome::read(text);
            assert_eq!((found.ending, found.submitted_to), (ending, to), "{text}: {found:?}");
        }
        let votes = Outcome::read("表决通过（同意5票、反对1票、弃权0票）").votes;
        assert_eq!((votes.yes, votes.no, votes.abstain), (Some(5), Some(1), Some(0)));
    }

    #[test]
    fn forms() {
        for (text, form) in [
            ("现场", Some(Form::Meeting)),
            ("现场+通讯", Some(Form::Meeting)),
            ("视频会议", Some(Form::Meeting)),
            ("电话会议", Some(Form::Meeting)),
            ("通讯表决", Some(Form::Written)),
            ("书面传签", Some(Form::Written)),
            ("传阅", Some(Form::Circulated)),
            ("个别征求意见", Some(Form::Circulated)),
            ("碰头会", Some(Form::Circulated)),
            ("领导批示", Some(Form::Circulated)),
            ("书面征求意见", Some(Form::Circulated)),
            ("其他", None),
        ] {
            assert_eq!(Form::read(text), form, "{text}");
        }
    }
}
