//! A fixed table of provisions, so that many charters can be coded alike: what each provides on the Party organisation and
//! on its boards, after Lin & Milhaupt's three groups: symbolic, decision-making, personnel.

mod board;
mod party;

use serde::Serialize;

use super::{CharterFacts, Count, ReadCharter};
use crate::model::profile::PartyOrgan;
use crate::{Charter, Label};

/// The group that a provision belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Group {
    /// 象征性: that there is a Party organisation, its role, its means.
    Symbolic,
    /// 决策性: its part in decisions.
    DecisionMaking,
    /// 人事性: who holds which posts, and who selects them.
    Personnel,
    /// 董事会和监督机构: beside the three groups.
    Boards,
}

impl Group {
    /// All groups, in order.
    pub const ALL: [Self; 4] = [Self::Symbolic, Self::DecisionMaking, Self::Personnel, Self::Boards];

    /// The group's name.
    #[must_use]
    pub fn title(self) -> crate::Text {
        match self {
            Self::Symbolic => crate::Text::new("象征性", "symbolic"),
            Self::DecisionMaking => crate::Text::new("决策性", "decision-making"),
            Self::Personnel => crate::Text::new("人事性", "personnel"),
            Self::Boards => crate::Text::new("董事会和监督机构", "boards"),
        }
    }
}

macro_rules! provisions {
    ($($variant:ident = $id:literal, $group:ident, $zh:literal, $en:literal;)+) => {
        /// A provision that a charter may make.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Provision {
            $(#[doc = $zh] $variant,)+
        }

        impl Provision {
            /// All provisions, in the order of the table's columns.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The column's name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The provision in words.
            #[must_use]
            pub fn title(self) -> crate::Text {
                match self { $(Self::$variant => crate::Text::new($zh, $en),)+ }
            }

            /// The group it belongs to.
            #[must_use]
            pub const fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group,)+ }
            }
        }
    };
}

provisions! {
    PartyChapter = "party_chapter", Symbolic, "党组织专章（节）", "a chapter or section on the Party organisation";
    CitesPartyConstitution = "cites_party_constitution", Symbolic, "引用党章", "cites the Party constitution";
    PartyOrgEstablished = "party_org_established", Symbolic, "设立党组织", "the Party organisation is established";
    RoleLeadership = "role_leadership", Symbolic, "领导作用（把方向、管大局、保落实）", "leading role";
    RoleOldPoliticalCore = "role_old_political_core", Symbolic, "政治核心作用（旧）", "political core (old wording)";
    PreDecision = "pre_decision", DecisionMaking, "前置研究讨论", "prior study of major matters";
    HearOpinionOnly = "hear_opinion_only", DecisionMaking, "仅听取意见", "the Party organ is only heard";
    CrossAppointment = "cross_appointment", Personnel, "双向进入、交叉任职", "two-way entry, cross-appointment";
    ChairSecretarySame = "chair_secretary_same", Personnel, "书记、董事长一人担任", "secretary and chair are one person";
    DedicatedDeputySecretary = "dedicated_deputy_secretary", Personnel, "专职副书记", "full-time deputy secretary";
    DisciplineBody = "discipline_body", Symbolic, "纪检机构", "discipline inspection body";
    WorkBody = "work_body", Symbolic, "党的工作机构或者党务人员", "Party working body or staff";
    Funding = "funding", Symbolic, "党组织工作经费", "funds of the Party organisation";
    Personnel = "personnel", Personnel, "党管干部", "the Party manages officials";
    DutiesList = "duties_list", DecisionMaking, "党组织职责列举", "duties of the Party organ are listed";
    OutsideDirectorMajority = "outside_director_majority", Boards, "外部董事过半数", "outside directors are the majority";
    EmployeeDirector = "employee_director", Boards, "职工董事", "an employee director";
    SupervisoryBoardKept = "supervisory_board_kept", Boards, "设监事会", "a supervisory board";
}

/// Whether a charter makes a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// The text provides it for this company.
    Yes,
    /// It does not; a mention is no provision.
    No,
    /// It allows it, makes it depend on something, leaves a blank or a choice, or says both.
    Unclear,
}

impl Answer {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unclear => "unclear",
        }
    }
}

/// The answer on one provision, and where the text gives it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Provided {
    /// The provision.
    pub provision: Provision,
    /// The answer.
    pub answer: Answer,
    /// The words it rests on; empty where the text is silent.
    pub evidence: Vec<Label>,
}

/// The form of the Party organ that a charter names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PartyForm {
    /// 党委
    Committee,
    /// 党组
    LeadingGroup,
    /// 党总支
    GeneralBranch,
    /// 党支部
    Branch,
    /// 党组织: no form is named, or the text leaves it open.
    Unspecified,
    /// The charter has no Party organ.
    None,
}

impl PartyForm {
    /// The word in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Committee => "committee",
            Self::LeadingGroup => "leading-group",
            Self::GeneralBranch => "general-branch",
            Self::Branch => "branch",
            Self::Unspecified => "unspecified",
            Self::None => "none",
        }
    }
}

impl From<PartyOrgan> for PartyForm {
    fn from(organ: PartyOrgan) -> Self {
        match organ {
            PartyOrgan::LeadingGroup => Self::LeadingGroup,
            PartyOrgan::Committee => Self::Committee,
            PartyOrgan::GeneralBranch => Self::GeneralBranch,
            PartyOrgan::Branch => Self::Branch,
            PartyOrgan::None => Self::None,
        }
    }
}

/// One charter's row of the table.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::facts::{Answer, PartyForm, Provision, Provisions};
/// use charterlint::{Charter, Source};
/// let text = "某某有限公司章程\n第一条 公司设立党委。党委书记、董事长由一人担任。\n第二条 董事会由七名董事组成。\n";
/// let charter = Charter::read(Arc::new(Source::new("章程.txt", text)?));
/// let provisions = Provisions::of(&charter);
/// assert_eq!(provisions.party_form, PartyForm::Committee);
/// assert_eq!(provisions.answer(Provision::ChairSecretarySame), Answer::Yes);
/// assert_eq!(provisions.answer(Provision::Funding), Answer::No);
/// assert_eq!(provisions.board_size, "7");
/// # Ok::<(), charterlint::SourceError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Provisions {
    /// The form of the Party organ.
    pub party_form: PartyForm,
    /// Where the text names it.
    pub party_form_evidence: Vec<Label>,
    /// The answers, one for each of [`Provision::ALL`], in that order.
    pub provided: Vec<Provided>,
    /// How many directors the board has: `9`, `5-9`; empty if the text does not say, leaves a blank or contradicts itself.
    pub board_size: String,
    /// Where the text says it.
    pub board_size_evidence: Vec<Label>,
}

impl Provisions {
    /// Reads a charter's row.
    #[must_use]
    pub fn of(charter: &Charter) -> Self {
        let read = ReadCharter::with(charter, crate::lexicon::Lexicon::builtin());
        let facts = CharterFacts::read(charter);
        let reader = Reader { charter: &read, facts: &facts };
        let (party_form, party_form_evidence) = party::form(&reader);
        let (board_size, board_size_evidence) = board::size(&reader);
        let provided = Provision::ALL.iter().map(|&provision| {
            let (answer, evidence) = match provision {
                Provision::OutsideDirectorMajority => board::outside_majority(&reader),
                Provision::EmployeeDirector => board::employee_director(&reader),
                Provision::SupervisoryBoardKept => board::supervisory_board(&reader),
                of_party => party::answer(&reader, of_party),
            };
            Provided { provision, answer, evidence }
        });
        let provided = provided.collect();
        Self { party_form, party_form_evidence, provided, board_size, board_size_evidence }
    }

    /// The answer on one provision.
    #[must_use]
    pub fn answer(&self, provision: Provision) -> Answer {
        self.provided.iter().find(|one| one.provision == provision).map_or(Answer::No, |one| one.answer)
    }
}

/// What the answers are read from.
struct Reader<'a> {
    charter: &'a ReadCharter<'a>,
    facts: &'a CharterFacts,
}

impl Reader<'_> {
    /// Whether the words leave open what is provided: an alternative to be chosen when a form is filled in.
    fn leaves_choice(&self, sentence: usize) -> bool {
        const CHOICES: [&str; 14] = [
            "二选一",
            "三选一",
            "任选其一",
            "择一",
            "可选）",
            "（可选",
            "【可选",
            "设/不设",
            "设立/不设立",
            "（不设",
            "（或不设",
            "【不设",
            "是否设立",
            "如适用",
        ];
        let text = self.charter.sentence_text(sentence);
        CHOICES.iter().any(|choice| text.contains(choice))
    }
}

/// A count as the table has it: one number, or a range with both ends.
fn size_text(count: Count) -> Option<String> {
    match count {
        Count::Range { min, max: Some(max) } if min == max && min > 0 => Some(min.to_string()),
        Count::Range { min, max: Some(max) } if min > 0 && min < max => Some(format!("{min}-{max}")),
        _ => None,
    }
}
