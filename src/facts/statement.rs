//! Facts: what one sentence states, with its evidence.

use std::fmt;

use serde::Serialize;

use super::vocabulary::{Act, Base, Doubt, Event, How, Matter, Meeting, Modality, Office, Organ, Scope, Stance, Vote};
use crate::Date;
use crate::model::profile::{Form, Ownership};
use crate::source::Span;

/// How a number is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Count {
    /// From, to; the same twice for a single number.
    Range {
        /// The least.
        min: u32,
        /// The most; `None` if there is none: 不少于三人.
        max: Option<u32>,
    },
    /// 若干名
    Several,
    /// A blank to be filled.
    Blank,
}

impl Count {
    /// A single number.
    #[must_use]
    pub const fn exactly(number: u32) -> Self {
        Self::Range { min: number, max: Some(number) }
    }

    /// The least number, if one is stated.
    #[must_use]
    pub const fn min(self) -> Option<u32> {
        match self {
            Self::Range { min, .. } => Some(min),
            _ => None,
        }
    }

    /// The number, if it is one number and no range.
    #[must_use]
    pub const fn single(self) -> Option<u32> {
        match self {
            Self::Range { min, max: Some(max) } if min == max => Some(min),
            _ => None,
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range { min, max: Some(max) } if min == max => write!(f, "{min}"),
            Self::Range { min: 0, max: Some(max) } => write!(f, "<={max}"),
            Self::Range { min, max: Some(max) } => write!(f, "{min}-{max}"),
            Self::Range { min, max: None } => write!(f, ">={min}"),
            Self::Several => f.write_str("several"),
            Self::Blank => f.write_str("blank"),
        }
    }
}

/// A share of a whole with the comparison that it sets. Whole numbers only: compare with products.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::facts::{CharterFacts, Statement};
/// use charterlint::{Charter, Source};
/// let source = Source::new("章程.txt", "某某有限公司章程\n第一条 董事会决议须经全体董事过半数通过。\n")?;
/// let facts = CharterFacts::read(&Charter::read(Arc::new(source)));
/// let share = facts.all().iter().find_map(|fact| match fact.statement {
///     Statement::Threshold { share, .. } => Some(share),
///     _ => None,
/// });
/// assert!(share.is_some_and(|share| share.ensures_majority() && !share.ensures_two_thirds()));
/// # Ok::<(), charterlint::SourceError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Share {
    /// The upper number of the fraction.
    pub numerator: u64,
    /// The lower number; never 0 unless the fraction is doubtful.
    pub denominator: u64,
    /// `>`, `>=`, `=`, `<` or `<=`.
    pub comparison: Comparison,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub enum Comparison {
    /// 超过, 过半数
    #[serde(rename = ">")]
    MoreThan,
    /// 以上, 不少于
    #[serde(rename = ">=")]
    AtLeast,
    /// No word makes it a bound.
    #[serde(rename = "=")]
    Exactly,
    /// 不超过
    #[serde(rename = "<=")]
    AtMost,
    /// 不足
    #[serde(rename = "<")]
    LessThan,
}

impl Share {
    /// Whether everything that meets this share is more than half.
    #[must_use]
    pub const fn ensures_majority(self) -> bool {
        let (double, whole) = (self.numerator.saturating_mul(2), self.denominator);
        match self.comparison {
            Comparison::MoreThan => double >= whole,
            Comparison::AtLeast | Comparison::Exactly => double > whole,
            _ => false,
        }
    }

    /// Whether everything that meets this share is at least two thirds. 66.67% is taken as two thirds.
    #[must_use]
    pub const fn ensures_two_thirds(self) -> bool {
        let (triple, double) = (self.numerator.saturating_mul(3), self.denominator.saturating_mul(2));
        match self.comparison {
            Comparison::MoreThan | Comparison::AtLeast | Comparison::Exactly => {
                triple >= double || self.denominator == 10_000 && self.numerator >= 6666
            }
            _ => false,
        }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.comparison {
            Comparison::MoreThan => ">",
            Comparison::AtLeast => ">=",
            Comparison::Exactly => "=",
            Comparison::AtMost => "<=",
            Comparison::LessThan => "<",
        };
        if self.denominator == 10_000 {
            write!(f, "{sign}{}", Percent(self.numerator))
        } else {
            write!(f, "{sign}{}/{}", self.numerator, self.denominator)
        }
    }
}

/// Hundredths of a per cent, written as a percentage.
pub(crate) struct Percent(pub(crate) u64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(f, "{whole}%"),
            r if r % 10 == 0 => write!(f, "{whole}.{}%", r / 10),
            r => write!(f, "{whole}.{r:02}%"),
        }
    }
}

/// Fen, written in yuan.
pub(crate) struct Yuan(pub(crate) u64);

impl fmt::Display for Yuan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 100 {
            0 => write!(f, "{}", self.0 / 100),
            rest => write!(f, "{}.{rest:02}", self.0 / 100),
        }
    }
}

/// A date as far as it is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[non_exhaustive]
pub struct StatedDate {
    /// The day, or the last day of the stated month or year.
    pub last_day: Date,
    /// Whether the day itself is stated.
    pub is_day: bool,
}

/// One shareholder's contribution, or one instalment of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Contribution {
    /// The name as stated; empty if none is: 股东.
    pub shareholder: String,
    /// Fen.
    pub amount: Option<u64>,
    /// Shares taken, in a joint-stock company.
    pub shares: Option<u64>,
    /// Hundredths of a per cent.
    pub ratio: Option<u64>,
    /// 货币, 实物, 土地使用权
    pub form: Option<String>,
    /// When it falls due, or was paid.
    pub date: Option<StatedDate>,
    /// Months after the company's establishment by which it falls due: 自公司成立之日起五年内.
    pub within_months: Option<u32>,
    /// Whether it is stated as paid.
    pub paid: bool,
    /// Whether it is an instalment of a contribution that is stated too: 其中1200万元于…….
    pub instalment: bool,
    /// Whether the row has a blank to be filled.
    pub blank: bool,
}

/// What a sentence states.
///
/// ```
/// use charterlint::facts::{Count, Office, Organ, Statement};
/// let seats = Statement::Seats { organ: Organ::Board, office: Office::Director, count: Count::exactly(7) };
/// assert_eq!((seats.kind(), seats.to_string().as_str()), ("seats", "board director 7"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
#[allow(missing_docs, reason = "the fields are named by what they hold")]
pub enum Statement {
    /// A body exists, or does not: 不设监事会.
    Organ { organ: Organ, exists: bool },
    /// Another body exercises a body's powers: 审计委员会行使监事会职权.
    TakesOver { organ: Organ, of: Organ },
    /// How many hold a post in a body.
    Seats { organ: Organ, office: Office, count: Count },
    /// Which share of a body they make up.
    SeatShare { organ: Organ, office: Office, share: Share },
    /// How a post is filled. `all`: the sentence says so of all members.
    Production { office: Office, how: How, by: Organ, all: bool },
    /// How long a term is, in years.
    Term { office: Office, years: Count },
    /// A quorum or majority.
    Threshold { organ: Organ, vote: Vote, share: Share, base: Base, scope: Scope, matters: Vec<Matter> },
    /// A vote that must be unanimous.
    Unanimity { organ: Organ, scope: Scope, matters: Vec<Matter> },
    /// Matters that need a special (or ordinary) resolution.
    ResolutionMatters { scope: Scope, matters: Vec<Matter> },
    /// Whether each member has one vote.
    Ballot { organ: Organ, one_each: bool },
    /// Days between notice and meeting.
    Notice { meeting: Meeting, days: u32 },
    /// Who may submit proposals to the shareholders' meeting, by share held.
    ProposalShare { share: Share },
    /// Until how many days before the meeting.
    ProposalDays { days: u32 },
    /// Who is the legal representative.
    LegalRepresentative { offices: Vec<Office> },
    /// How the legal representative is chosen or changed.
    LegalRepresentativeChange {},
    /// The registered capital, in fen; 0 where it is a blank to be filled.
    RegisteredCapital { fen: u64 },
    /// A contribution.
    Contribution(Contribution),
    /// Shares issued; at establishment or altogether.
    SharesIssued { shares: u64, at_establishment: bool },
    /// What a body may or must do.
    Power { organ: Organ, act: Act, matter: String },
    /// The Party organisation's funds, in hundredths of a per cent, and of what.
    FundRatio { ratio: u64, of: String },
    /// One body lets another act for it.
    Delegation { from: Organ, to: Organ },
    /// A law or document cited, with the article if there is one.
    Citation { document: String, article: Option<u32> },
    /// A short name.
    Definition { term: String, meaning: String },
    /// The form of the company.
    Form { form: Form },
    /// The ownership of the company.
    Ownership { ownership: Ownership },
    /// A day of the charter's or the company's life.
    Day { event: Event, date: StatedDate },
}

impl Statement {
    /// The kind, as in JSON and CSV.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Organ { .. } => "organ",
            Self::TakesOver { .. } => "takes-over",
            Self::Seats { .. } => "seats",
            Self::SeatShare { .. } => "seat-share",
            Self::Production { .. } => "production",
            Self::Term { .. } => "term",
            Self::Threshold { .. } => "threshold",
            Self::Unanimity { .. } => "unanimity",
            Self::ResolutionMatters { .. } => "resolution-matters",
            Self::Ballot { .. } => "ballot",
            Self::Notice { .. } => "notice",
            Self::ProposalShare { .. } => "proposal-share",
            Self::ProposalDays { .. } => "proposal-days",
            Self::LegalRepresentative { .. } => "legal-representative",
            Self::LegalRepresentativeChange { .. } => "legal-representative-change",
            Self::RegisteredCapital { .. } => "registered-capital",
            Self::Contribution(_) => "contribution",
            Self::SharesIssued { .. } => "shares-issued",
            Self::Power { .. } => "power",
            Self::FundRatio { .. } => "fund-ratio",
            Self::Delegation { .. } => "delegation",
            Self::Citation { .. } => "citation",
            Self::Definition { .. } => "definition",
            Self::Form { .. } => "form",
            Self::Ownership { .. } => "ownership",
            Self::Day { .. } => "day",
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, matters: &[Matter]) -> fmt::Result {
    if matters.is_empty() {
        return Ok(());
    }
    f.write_str(" [")?;
    for (i, matter) in matters.iter().enumerate() {
        write!(f, "{}{matter}", if i == 0 { "" } else { "," })?;
    }
    f.write_str("]")
}

/// The fact in one line, without its kind: `board outside-director 4`.
impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organ { organ, exists } => write!(f, "{organ} {}", if *exists { "yes" } else { "no" }),
            Self::TakesOver { organ, of } => write!(f, "{organ} for {of}"),
            Self::Seats { organ, office, count } => write!(f, "{organ} {office} {count}"),
            Self::SeatShare { organ, office, share } => write!(f, "{organ} {office} {share}"),
            Self::Production { office, how, by, all } => {
                write!(f, "{office} {how} by {by}{}", if *all { " all" } else { "" })
            }
            Self::Term { office, years } => write!(f, "{office} {years}"),
            Self::Threshold { organ, vote, share, base, scope, matters } => {
                write!(f, "{organ} {vote} {share} of {base} {scope}")?;
                list(f, matters)
            }
            Self::Unanimity { organ, scope, matters } => {
                write!(f, "{organ} {scope}")?;
                list(f, matters)
            }
            Self::ResolutionMatters { scope, matters } => {
                write!(f, "{scope}")?;
                list(f, matters)
            }
            Self::Ballot { organ, one_each } => write!(f, "{organ} {}", if *one_each { "one" } else { "more" }),
            Self::Notice { meeting, days } => write!(f, "{meeting} {days}"),
            Self::ProposalShare { share } => write!(f, "{share}"),
            Self::ProposalDays { days } => write!(f, "{days}"),
            Self::LegalRepresentative { offices } => {
                for (i, office) in offices.iter().enumerate() {
                    write!(f, "{}{office}", if i == 0 { "" } else { "," })?;
                }
                Ok(())
            }
            Self::LegalRepresentativeChange {} => f.write_str("stated"),
            Self::RegisteredCapital { fen: 0 } => f.write_str("blank"),
            Self::RegisteredCapital { fen } => write!(f, "{}", Yuan(*fen)),
            Self::Contribution(row) => {
                f.write_str(if row.shareholder.is_empty() { "-" } else { &row.shareholder })?;
                if let Some(amount) = row.amount {
                    write!(f, " {}", Yuan(amount))?;
                }
                if let Some(shares) = row.shares {
                    write!(f, " {shares}股")?;
                }
                if let Some(ratio) = row.ratio {
                    write!(f, " {}", Percent(ratio))?;
                }
                if let Some(form) = &row.form {
                    write!(f, " {form}")?;
                }
                if let Some(date) = row.date {
                    write!(f, " {}", date.last_day)?;
                }
                if let Some(months) = row.within_months {
                    write!(f, " within-months {months}")?;
                }
                if row.instalment {
                    f.write_str(" instalment")?;
                }
                if row.paid {
                    f.write_str(" paid")?;
                }
                Ok(())
            }
            Self::SharesIssued { shares, at_establishment } => {
                write!(f, "{shares}{}", if *at_establishment { " at-establishment" } else { "" })
            }
            Self::Power { organ, act, matter } => write!(f, "{organ} {act} {matter}"),
            Self::FundRatio { ratio, of } => write!(f, "{} of {of}", Percent(*ratio)),
            Self::Delegation { from, to } => write!(f, "{from} to {to}"),
            Self::Citation { document, article: Some(article) } => write!(f, "{document} {article}"),
            Self::Citation { document, article: None } => f.write_str(document),
            Self::Definition { term, meaning } => write!(f, "{term} = {meaning}"),
            Self::Form { form } => f.write_str(form.as_str()),
            Self::Ownership { ownership } => f.write_str(ownership.as_str()),
            Self::Day { event, date } => write!(f, "{event} {}", date.last_day),
        }
    }
}

/// A statement with its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fact {
    /// What is stated.
    pub statement: Statement,
    /// The words: byte offsets into the prose's text, or, for a row of a table, into the source's.
    pub(crate) span: Span,
    /// Whether `span` is one of the source: the row of a table.
    pub(crate) in_source: bool,
    /// The sentence, by index; `usize::MAX` for the row of a table.
    pub(crate) sentence: usize,
    /// How strongly.
    pub modality: Modality,
    /// Of whom, and under which condition.
    pub stance: Stance,
    /// Why it cannot be relied on, if so.
    pub doubt: Option<Doubt>,
    /// Whether another fact of the same charter says otherwise.
    pub contradicted: bool,
}

impl Fact {
    /// Whether the charter provides it for this company, without condition.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.stance == Stance::Affirmed
    }
}
