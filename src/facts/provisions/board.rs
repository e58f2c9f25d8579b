//! Provisions on the boards, from facts with numbers.

use super::super::{Count, Fact, How, Modality, Office, Organ, Stance, Statement};
use super::{Answer, Reader, size_text};
use crate::Label;

impl Reader<'_> {
    fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.facts.all().iter().filter(|fact| fact.stance != Stance::Other)
    }

    fn labels(&self, facts: &[&Fact]) -> Vec<Label> {
        facts.iter().map(|fact| self.facts.label(self.charter.charter, fact)).collect()
    }

    /// Whether the words provide: no condition, no permission, no choice left, and nothing doubtful.
    fn provides(&self, fact: &Fact) -> bool {
        fact.holds()
            && fact.modality != Modality::May
            && fact.doubt.is_none()
            && !fact.contradicted
            && !self.leaves_choice(fact.sentence)
    }

    /// Facts that say how many directors the board has.
    fn directors(&self) -> Vec<(&Fact, Count)> {
        self.facts()
            .filter_map(|fact| match fact.statement {
                Statement::Seats { organ: Organ::Board, office: Office::Director | Office::Member, count } => {
                    Some((fact, count))
                }
                _ => None,
            })
            .collect()
    }

    /// Whether the company has no board: 不设董事会.
    fn has_no_board(&self) -> bool {
        self.facts().any(|fact| {
            matches!(fact.statement, Statement::Organ { organ: Organ::Board, exists: false }) && self.provides(fact)
        })
    }
}

pub(super) fn size(reader: &Reader<'_>) -> (String, Vec<Label>) {
    if reader.has_no_board() {
        return (String::new(), Vec::new());
    }
    let stated = reader.directors();
    let all: Vec<&Fact> = stated.iter().map(|(fact, _)| *fact).collect();
    let mut sizes: Vec<(&Fact, String)> = stated
        .iter()
        .filter(|(fact, _)| fact.holds() && fact.doubt.is_none())
        .filter_map(|(fact, count)| Some((*fact, size_text(*count)?)))
        .collect();
    sizes.dedup_by(|a, b| a.1 == b.1);
    match sizes.as_slice() {
        [(fact, size)] if !reader.leaves_choice(fact.sentence) => (size.clone(), reader.labels(&[fact])),
        // A number beside a range that holds it: 董事会成员为五至九人，现有七人.
        _ => (String::new(), reader.labels(&all)),
    }
}

pub(super) fn outside_majority(reader: &Reader<'_>) -> (Answer, Vec<Label>) {
    const KINDS: [Office; 2] = [Office::OutsideDirector, Office::IndependentDirector];
    let shares: Vec<&Fact> = reader
        .facts()
        .filter(|fact| match fact.statement {
            Statement::SeatShare { organ: Organ::Board, office, .. } => KINDS.contains(&office),
            _ => false,
        })
        // 逐步实现外部董事占多数 is an aim.
        .filter(|fact| !["逐步", "力争"].iter().any(|word| self_text(reader, fact).contains(word)))
        .collect();
    let majority: Vec<&Fact> = shares
        .iter()
        .copied()
        .filter(|fact| match fact.statement {
            Statement::SeatShare { share, .. } => share.ensures_majority(),
            _ => false,
        })
        .collect();
    let provided: Vec<&Fact> = majority.iter().copied().filter(|fact| reader.provides(fact)).collect();
    let seats: Vec<(&Fact, Count)> = reader
        .facts()
        .filter_map(|fact| match fact.statement {
            Statement::Seats { organ: Organ::Board, office, count } if KINDS.contains(&office) => Some((fact, count)),
            _ => None,
        })
        .collect();
    let directors = reader.directors();
    // By number: the most of one kind against the whole.
    let counted = seats.iter().filter(|(fact, _)| fact.holds()).max_by_key(|(_, count)| count.min());
    let whole = directors.iter().find(|(fact, _)| fact.holds());
    let by_number = match (counted, whole) {
        (Some((fact, count)), Some((total, all))) => {
            let doubtful = fact.doubt.is_some() || total.doubt.is_some() || total.contradicted || fact.contradicted;
            let answer = match (count.min(), *all) {
                _ if doubtful => Answer::Unclear,
                (Some(least), Count::Range { min, max }) => {
                    let parts = reader.outside_sum(fact).unwrap_or(least);
                    let most = max.unwrap_or(min);
                    if 2 * u64::from(parts.max(least)) > u64::from(most) {
                        Answer::Yes
                    } else if min != most && 2 * u64::from(least) > u64::from(min) {
                        // Of a board at its smallest, not at its largest.
                        Answer::Unclear
                    } else {
                        Answer::No
                    }
                }
                _ => Answer::Unclear,
            };
            Some((answer, vec![*fact, *total]))
        }
        (Some((fact, _)), None) => Some((Answer::Unclear, vec![*fact])),
        _ => None,
    };
    if !provided.is_empty() {
        return match by_number {
            // 外部董事过半数 and 九名董事中外部董事四名 cannot both be.
            Some((Answer::No, facts)) => (Answer::Unclear, reader.labels(&[provided, facts].concat())),
            _ => (Answer::Yes, reader.labels(&provided)),
        };
    }
    if let Some((Answer::Yes, facts)) = &by_number {
        return (Answer::Yes, reader.labels(facts));
    }
    if !majority.is_empty() {
        return (Answer::Unclear, reader.labels(&majority));
    }
    if let Some(label) = reader.said_majority() {
        return (Answer::Yes, vec![label]);
    }
    match by_number {
        Some((answer, facts)) => (answer, reader.labels(&facts)),
        None => (Answer::No, reader.labels(&shares)),
    }
}

impl Reader<'_> {
    /// A majority in words alone: 外部董事占多数; 外部董事人数多于内部董事人数.
    fn said_majority(&self) -> Option<Label> {
        const MAJORITY: [&str; 6] =
            ["占多数", "占大多数", "占董事会多数", "多于内部董事", "多于非外部董事", "占董事会成员的多数"];
        let prose = self.charter.charter.prose();
        prose.sentences().iter().enumerate().find_map(|(index, sentence)| {
            let text = prose.sentence_text(sentence);
            let outside = text.find("外部董事")?;
            let at =
                MAJORITY.iter().find_map(|words| text[outside..].find(words).map(|i| outside + i + words.len()))?;
            let stretch = &text[outside..at];
            let is_own = self.charter.tokens_of(index, "other-entity").next().is_none();
            let clause = &text[text[..outside].rfind(['，', '；', '：']).unwrap_or(0)..outside];
            let loose = ["不", "可以", "力争", "逐步"];
            let is_firm = !loose.iter().any(|word| stretch.contains(word) || clause.contains(word));
            let plain = is_own && is_firm && !self.leaves_choice(index) && !super::super::in_note(text, outside);
            let start = sentence.span.start + outside as u32;
            plain.then(|| self.charter.label_prose(crate::Span::new(start, sentence.span.start + at as u32)))
        })
    }

    /// 专职外部董事二名、兼职外部董事二名: the parts of the outside directors together.
    fn outside_sum(&self, fact: &Fact) -> Option<u32> {
        let text = self.charter.sentence_text(fact.sentence);
        if !(text.contains("专职外部董事") && text.contains("兼职外部董事")) {
            return None;
        }
        let same = self.facts().filter(|f| f.sentence == fact.sentence);
        same.filter_map(|f| match f.statement {
            Statement::Seats { organ: Organ::Board, office: Office::OutsideDirector, count } => Some(count.min()),
            _ => None,
        })
        .try_fold(0u32, |sum, least| sum.checked_add(least?))
    }
}

pub(super) fn employee_director(reader: &Reader<'_>) -> (Answer, Vec<Label>) {
    let (mut provided, mut open, mut denied) = (Vec::new(), Vec::new(), Vec::new());
    for fact in reader.facts() {
        let is_so = match fact.statement {
            Statement::Seats { organ: Organ::Board, office: Office::EmployeeDirector, count } => {
                if matches!(count, Count::Range { max: Some(0), .. }) {
                    denied.push(fact);
                    continue;
                }
                count.min().is_some_and(|least| least > 0)
            }
            Statement::SeatShare { organ: Organ::Board, office: Office::EmployeeDirector, .. } => true,
            Statement::Production { office: Office::EmployeeDirector, how, .. } => how != How::Nominate || fact.holds(),
            _ => continue,
        };
        let says_none = ["不设职工", "不设由职工", "不设立职工", "无职工董事"];
        let text = self_text(reader, fact);
        // 职工代表出任的，由职工大会选举产生: if there are any.
        let if_any = ["职工代表出任的，", "职工代表担任的，"].iter().any(|words| text.contains(words));
        if says_none.iter().any(|words| text.contains(words)) {
            denied.push(fact);
        } else if is_so && !if_any && reader.provides(fact) {
            provided.push(fact);
        } else {
            open.push(fact);
        }
    }
    // Words that give no number: 董事会成员中应当有公司职工代表.
    let stated = reader.employee_seat();
    let (mut labels, mut said_no) = (reader.labels(&provided), reader.labels(&denied));
    for (answer, label) in stated {
        match answer {
            Answer::Yes => labels.push(label),
            Answer::No => said_no.push(label),
            Answer::Unclear => {
                if labels.is_empty() && said_no.is_empty() && open.is_empty() {
                    return (Answer::Unclear, vec![label]);
                }
            }
        }
    }
    match (labels.is_empty(), said_no.is_empty()) {
        (false, true) => (Answer::Yes, labels),
        (false, false) => (Answer::Unclear, [labels, said_no].concat()),
        (true, false) => (Answer::No, said_no),
        (true, true) if !open.is_empty() => (Answer::Unclear, reader.labels(&open)),
        (true, true) => (Answer::No, Vec::new()),
    }
}

fn self_text<'a>(reader: &'a Reader<'_>, fact: &Fact) -> &'a str {
    if fact.in_source { "" } else { reader.charter.sentence_text(fact.sentence) }
}

impl Reader<'_> {
    /// Sentences that say without a number that the board has, may have or has not an employees' member.
    fn employee_seat(&self) -> Vec<(Answer, Label)> {
        const SEAT: [&str; 14] = [
            "应当有职工代表",
            "应有职工代表",
            "须有职工代表",
            "应当有公司职工代表",
            "应当有公司职工的代表",
            "有职工代表",
            "有公司职工代表",
            "包括职工代表",
            "包括职工董事",
            "设职工董事",
            "设职工代表董事",
            "设有职工董事",
            "设立职工董事",
            "设由职工代表担任的董事",
        ];
        let prose = self.charter.charter.prose();
        let mut out = Vec::new();
        for (index, sentence) in prose.sentences().iter().enumerate() {
            let text = prose.sentence_text(sentence);
            if !text.contains("职工") || !text.contains("董事") || text.contains("监事会成员") {
                continue;
            }
            let Some((at, words)) = SEAT.iter().find_map(|words| Some((text.find(words)?, words))) else { continue };
            let before = &text[..at];
            let clause = &before[before.rfind(['，', '；', '：']).map_or(0, |i| i)..];
            if self.charter.tokens_of(index, "other-entity").any(|t| t.span.start < sentence.span.start + at as u32) {
                continue;
            }
            let span =
                crate::Span::new(sentence.span.start + at as u32, sentence.span.start + (at + words.len()) as u32);
            let label = self.charter.label_prose(span);
            let denies = clause.ends_with('不') || clause.ends_with('没') || clause.ends_with("不再");
            let opens =
                ["可以", "如", "若", "可"].iter().any(|word| clause.contains(word)) || self.leaves_choice(index);
            out.push((
                if denies {
                    Answer::No
                } else if opens {
                    Answer::Unclear
                } else {
                    Answer::Yes
                },
                label,
            ));
        }
        out
    }
}

pub(super) fn supervisory_board(reader: &Reader<'_>) -> (Answer, Vec<Label>) {
    let (mut kept, mut open, mut excluded, mut taken_over) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for fact in reader.facts() {
        match fact.statement {
            Statement::Organ { organ: Organ::SupervisoryBoard, exists } => {
                if !reader.provides(fact) && !(fact.contradicted && fact.holds()) {
                    open.push(fact);
                } else if exists {
                    kept.push(fact);
                } else {
                    excluded.push(fact);
                }
            }
            Statement::Seats { organ: Organ::SupervisoryBoard, office, count } => match count {
                Count::Range { max: Some(0), .. } => excluded.push(fact),
                // 设监事一名: a supervisor is no board.
                Count::Range { min, .. } if office == Office::Supervisor && min < 2 => {}
                _ if fact.holds() => kept.push(fact),
                _ => open.push(fact),
            },
            Statement::TakesOver { of: Organ::SupervisoryBoard, .. } if fact.holds() => taken_over.push(fact),
            Statement::Power { organ: Organ::SupervisoryBoard, .. } if fact.holds() => kept.push(fact),
            _ => {}
        }
    }
    if !excluded.is_empty() {
        // What a chapter says of a board that the charter has not: its posts count, its powers may be another's.
        let firm: Vec<&Fact> =
            kept.iter().copied().filter(|f| !matches!(f.statement, Statement::Power { .. })).collect();
        return if firm.is_empty() {
            (Answer::No, reader.labels(&excluded))
        } else {
            (Answer::Unclear, reader.labels(&[excluded, firm].concat()))
        };
    }
    // A committee with the board's powers beside the board is a contradiction of powers: the board is there all the same.
    let is_firm = kept.iter().any(|f| !matches!(f.statement, Statement::Power { .. }));
    if !taken_over.is_empty() && !is_firm {
        return (Answer::No, reader.labels(&taken_over));
    }
    if !kept.is_empty() {
        return (Answer::Yes, reader.labels(&kept[..kept.len().min(3)]));
    }
    if !open.is_empty() {
        return (Answer::Unclear, reader.labels(&open));
    }
    (Answer::No, Vec::new())
}
