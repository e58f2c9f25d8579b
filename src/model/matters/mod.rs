//! Decision lists: the matters that the Party body studies first or decides, and who decides them next.

mod body;
mod columns;
mod legend;
mod prose;
mod steps;
mod table;
mod within;

pub(crate) use body::acts;
pub use body::{Act, Body};
pub(crate) use body::{body_of, column_body, mentions};
pub(crate) use columns::SPEC;
pub use steps::Step;
pub(crate) use steps::{Reading, Words, steps};
pub(crate) use within::in_text;

use serde::Serialize;

use super::amount::AmountCondition;
use super::profile::PartyOrgan;
use super::table::{Row, Stated, Table};
use crate::source::Span;

/// What a list is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ListKind {
    /// 前置研究讨论事项清单
    PriorStudy,
    /// 重大事项集体研究把关清单 of a branch
    GateKeeping,
    /// 研究决定事项清单
    Decided,
    /// 权责清单: each matter states the Party body's act.
    Matrix,
    /// 监管事项清单 of the investor
    Supervision,
}

impl ListKind {
    /// What a matter's place begins with: 前置清单第8项.
    #[must_use]
    pub const fn place(self) -> &'static str {
        match self {
            Self::PriorStudy | Self::GateKeeping => "前置清单",
            Self::Decided => "决定清单",
            Self::Matrix => "权责清单",
            Self::Supervision => "监管清单",
        }
    }

    /// The kind that a title names. 负面清单 and lists of other things are none.
    #[must_use]
    pub fn of_title(title: &str) -> Option<Self> {
        let title = crate::source::traditional::simplified(title);
        let title: String = title.chars().filter(|c| !super::charter::is_space(*c)).collect();
        let has = |word: &str| title.contains(word);
        if has("负面清单") || has("产业链") {
            return None;
        }
        let list = has("清单") || has("目录") || has("一览表") || has("事项表");
        if list && has("监管事项") || has("监管清单") || has("监管权责清单") {
            return Some(Self::Supervision);
        }
        if list && has("把关") {
            return Some(Self::GateKeeping);
        }
        let both = has("前置") && (has("研究决定") || has("决定事项"));
        if list && has("前置") && !both {
            return Some(Self::PriorStudy);
        }
        if list && (has("研究决定") || has("决定事项")) && !both {
            return Some(Self::Decided);
        }
        let matrix = [
            "权责清单",
            "权限清单",
            "决策权限",
            "权责表",
            "权限表",
            "决策事项清单",
            "决策清单",
            "议事清单",
            "议事决策清单",
            "权责划分",
            "决策权责",
            "三重一大",
        ];
        (both && list || matrix.iter().any(|word| has(word)) && (list || has("表"))).then_some(Self::Matrix)
    }
}

/// A decision list.
///
/// ```
/// use charterlint::Dossier;
/// let text = "某某有限公司党委前置研究讨论事项清单\n1. 公司发展战略，由董事会决定；\n2. 公司年度预算，由董事会决定；\n";
/// let dossier = Dossier::from_text("清单.txt", text)?;
/// let (_, list) = dossier.lists().next().unwrap();
/// assert_eq!(list.count(), 2);
/// assert_eq!(list.matters[0].next().unwrap().name, "董事会");
/// # Ok::<(), charterlint::DossierError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MatterList {
    /// What it is for.
    pub kind: ListKind,
    /// Its title.
    pub title: String,
    /// The words of the title.
    pub title_span: Option<Span>,
    /// The form of the Party body that title, columns or preface name.
    pub organ: Option<PartyOrgan>,
    /// How many matters the list says it has, with the words: 以上共29项.
    pub declared: Option<(u32, Span)>,
    /// The text between title and first matter.
    pub preface: Option<Span>,
    /// The matters, in order.
    pub matters: Vec<Matter>,
    /// Whether numbers begin anew in each category; places then count through.
    pub numbered_by_category: bool,
    /// Whether the list has a column for, or names anywhere, who decides next.
    pub states_next: bool,
    /// The table, if the list is one.
    pub table: Option<Table>,
}

impl MatterList {
    /// How many matters the list says it has.
    #[must_use]
    pub fn declared_count(&self) -> Option<u32> {
        self.declared.map(|(count, _)| count)
    }

    /// How many matters it has: the tiers of one numbered matter count once.
    #[must_use]
    pub fn count(&self) -> usize {
        self.matters.iter().filter(|matter| !matter.continued).count()
    }

    /// The matters on which the Party body acts before others decide.
    pub fn prior_study(&self) -> impl Iterator<Item = &Matter> {
        self.matters.iter().filter(|matter| matter.is_prior_study())
    }

    /// The matters that the Party body decides.
    pub fn decided(&self) -> impl Iterator<Item = &Matter> {
        self.matters.iter().filter(|matter| matter.is_decided())
    }

    /// Whether the Party body is known for every matter: true of all lists but a matrix without a column for it.
    #[must_use]
    pub fn states_party_act(&self) -> bool {
        self.kind != ListKind::Matrix || self.matters.iter().any(|matter| matter.party_act.is_some())
    }
}

/// A matter of a list, or one tier of it.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Matter {
    /// Its number as the list gives it.
    pub number: Option<u32>,
    /// The number as written: （一）, 21.
    pub label: String,
    /// 1-based position in the list; tiers of one matter share it.
    pub position: u32,
    /// How a person cites it: 前置清单第8项.
    pub place: String,
    /// Its category as written; empty if there is none. What counts is the matter itself.
    pub category: String,
    /// What it is about, without the brackets that name who decides.
    pub text: String,
    /// The words of the matter.
    pub text_span: Span,
    /// The whole entry, its row or paragraph.
    pub span: Span,
    /// The column of standards: 单项投资额5000万元（含）以上.
    pub standard: Option<Stated>,
    /// The conditions on amounts in standard and text.
    pub amounts: Vec<AmountCondition>,
    /// What the Party body does with it; `None` if nothing is stated.
    pub party_act: Option<Act>,
    /// The words that state the Party body's act; `None` if the list as a whole does.
    pub party_stated: Option<Stated>,
    /// What other bodies do, in order. A Party body that is named as decider of a prior-study matter is here too.
    pub steps: Vec<Step>,
    /// The words of the column that names who decides next.
    pub next_stated: Option<Stated>,
    /// The column of procedures.
    pub procedure: Option<Stated>,
    /// The legal or internal basis.
    pub basis: Option<Stated>,
    /// The remarks.
    pub remark: Option<Stated>,
    /// Code of the national 三重一大 system: D12-001.
    pub code: Option<String>,
    /// Whether this is a further tier of the matter before it.
    pub continued: bool,
    /// The row, if the list is a table.
    pub row: Option<Row>,
}

impl Matter {
    /// How a person cites it: 前置清单第8项.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The step that settles the matter: the last one that decides, whoever takes it. Employees' consent does not.
    #[must_use]
    pub fn next(&self) -> Option<&Step> {
        self.deciders().last()
    }

    /// The steps that settle the matter: more than one where a cell names alternatives.
    pub fn deciders(&self) -> impl DoubleEndedIterator<Item = &Step> {
        self.steps.iter().filter(|step| step.act.is_final() && !step.body.is_employees())
    }

    /// The steps that employees or their union take.
    pub fn employee_steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.body.is_employees())
    }

    /// Whether the Party body studies it before others decide.
    #[must_use]
    pub fn is_prior_study(&self) -> bool {
        self.party_act
            .is_some_and(|act| matches!(act, Act::Discuss | Act::GateKeep | Act::Deliberate | Act::Review | Act::Hear))
    }

    /// Whether the Party body decides it.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.party_act.is_some_and(Act::is_final)
    }
}
