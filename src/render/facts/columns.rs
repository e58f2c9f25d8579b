//! One fact in the columns that all kinds share.

use crate::Language;
use crate::facts::{Count, Statement};

/// A statement in columns that all kinds share.
#[derive(Default)]
pub(super) struct Columns {
    pub(super) subject: String,
    pub(super) object: String,
    pub(super) value: String,
    pub(super) minimum: String,
    pub(super) maximum: String,
    pub(super) unit: &'static str,
}

impl Columns {
    pub(super) fn of(statement: &Statement, language: Language) -> Self {
        let chinese = language == Language::Chinese;
        macro_rules! word {
            ($word:expr) => {
                if chinese { $word.zh().to_owned() } else { $word.as_str().to_owned() }
            };
        }
        let mut columns = Self::default();
        match statement {
            Statement::Organ { organ, exists } => {
                columns.subject = word!(organ);
                columns.value = match (exists, chinese) {
                    (true, true) => "设",
                    (false, true) => "不设",
                    (true, false) => "yes",
                    (false, false) => "no",
                }
                .to_owned();
            }
            Statement::TakesOver { organ, of } => {
                columns.subject = word!(organ);
                columns.object = word!(of);
            }
            Statement::Seats { organ, office, count } => {
                columns.subject = word!(organ);
                columns.object = word!(office);
                columns.count(*count, "persons");
            }
            Statement::SeatShare { organ, office, share } => {
                columns.subject = word!(organ);
                columns.object = word!(office);
                columns.value = share.to_string();
                columns.unit = "share";
            }
            Statement::Production { office, how, by, all } => {
                columns.subject = word!(office);
                columns.object = word!(by);
                columns.value = word!(how);
                if *all {
                    columns.value.push_str(if chinese { "（全体）" } else { " (all)" });
                }
            }
            Statement::Term { office, years } => {
                columns.subject = word!(office);
                columns.count(*years, "years");
            }
            Statement::Threshold { organ, vote, share, base, scope, matters } => {
                columns.subject = word!(organ);
                columns.object = format!("{} {}", word!(vote), word!(scope));
                columns.value = format!("{share} {}", word!(base));
                for matter in matters {
                    columns.value.push_str(if chinese { "、" } else { " " });
                    columns.value.push_str(&word!(matter));
                }
                columns.unit = "share";
            }
            Statement::Unanimity { organ, scope, matters } => {
                columns.subject = word!(organ);
                columns.object = word!(scope);
                columns.value = matters.iter().map(|m| word!(m)).collect::<Vec<_>>().join(" ");
            }
            Statement::ResolutionMatters { scope, matters } => {
                columns.subject = word!(scope);
                columns.value = matters.iter().map(|m| word!(m)).collect::<Vec<_>>().join(" ");
            }
            Statement::Ballot { organ, one_each } => {
                columns.subject = word!(organ);
                columns.value = match (one_each, chinese) {
                    (true, true) => "一人一票",
                    (false, true) => "多于一票",
                    (true, false) => "one each",
                    (false, false) => "more than one",
                }
                .to_owned();
            }
            Statement::Notice { meeting, days } => {
                columns.subject = word!(meeting);
                columns.count(Count::exactly(*days), "days");
            }
            Statement::ProposalShare { share } => {
                columns.value = share.to_string();
                columns.unit = "share";
            }
            Statement::ProposalDays { days } => columns.count(Count::exactly(*days), "days"),
            Statement::LegalRepresentative { offices } => {
                columns.value =
                    offices.iter().map(|o| word!(o)).collect::<Vec<_>>().join(if chinese { "、" } else { " " });
            }
            Statement::LegalRepresentativeChange {} => {}
            Statement::RegisteredCapital { .. } => {
                columns.value = statement.to_string();
                columns.unit = "yuan";
            }
            Statement::Contribution(row) => {
                columns.subject.clone_from(&row.shareholder);
                columns.object = row.form.clone().unwrap_or_default();
                let written = statement.to_string();
                let name = if row.shareholder.is_empty() { "-" } else { &row.shareholder };
                written.strip_prefix(name).unwrap_or(&written).trim().clone_into(&mut columns.value);
            }
            Statement::SharesIssued { shares, at_establishment } => {
                columns.subject = match (at_establishment, chinese) {
                    (true, true) => "设立时",
                    (true, false) => "at establishment",
                    (false, _) => "",
                }
                .to_owned();
                columns.value = shares.to_string();
                columns.unit = "shares";
            }
            Statement::Power { organ, act, matter } => {
                columns.subject = word!(organ);
                columns.object = word!(act);
                columns.value.clone_from(matter);
            }
            Statement::FundRatio { of, .. } => {
                columns.object.clone_from(of);
                statement.to_string().split(' ').next().unwrap_or_default().clone_into(&mut columns.value);
                columns.unit = "share";
            }
            Statement::Delegation { from, to } => {
                columns.subject = word!(from);
                columns.object = word!(to);
            }
            Statement::Citation { document, article } => {
                columns.object.clone_from(document);
                columns.value = article.map(|a| a.to_string()).unwrap_or_default();
            }
            Statement::Definition { term, meaning } => {
                columns.subject.clone_from(term);
                columns.value.clone_from(meaning);
            }
            Statement::Form { form } => form.as_str().clone_into(&mut columns.value),
            Statement::Ownership { ownership } => ownership.as_str().clone_into(&mut columns.value),
            Statement::Day { event, date } => {
                columns.subject = word!(event);
                columns.value = date.last_day.to_string();
            }
        }
        columns
    }

    fn count(&mut self, count: Count, unit: &'static str) {
        self.value = count.to_string();
        self.unit = unit;
        if let Count::Range { min, max } = count {
            self.minimum = min.to_string();
            self.maximum = max.map(|m| m.to_string()).unwrap_or_default();
        }
    }
}
