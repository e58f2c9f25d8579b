//! What no text states of a company: its profile.

use serde::{Deserialize, Serialize};

use crate::Date;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// The word used in `dossier.toml` and in packs.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The value of a word, if it is one.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }

            /// All words, in order.
            pub const WORDS: &[&str] = &[$($word),+];
        }
    };
}

words! {
    /// Company form.
    Form {
        /// 有限责任公司
        Limited = "limited",
        /// 股份有限公司
        JointStock = "joint-stock",
    }
}

words! {
    /// Ownership, as 32号令 defines the classes.
    Ownership {
        /// 国有独资
        WhollyState = "wholly-state",
        /// 国有全资
        FullyState = "fully-state",
        /// 国有控股（绝对）
        StateControlled = "state-controlled",
        /// 国有实际控制（相对控股）
        StateRelative = "state-relative",
        /// 国有参股
        StateMinority = "state-minority",
    }
}

words! {
    /// Whether the state funds the company directly.
    Tier {
        /// Funded directly.
        First = "first",
        /// A subsidiary at any level.
        Lower = "lower",
    }
}

words! {
    /// Central or local enterprise.
    StateLevel {
        /// 央企
        Central = "central",
        /// 地方国企
        Local = "local",
    }
}

words! {
    /// Legal person or branch company.
    Entity {
        /// 法人
        Company = "company",
        /// 分公司
        Branch = "branch",
    }
}

words! {
    /// Form of the Party organ.
    PartyOrgan {
        /// 党组
        LeadingGroup = "leading-group",
        /// 党委
        Committee = "committee",
        /// 党总支
        GeneralBranch = "general-branch",
        /// 党支部
        Branch = "branch",
        /// No organ.
        None = "none",
    }
}

impl PartyOrgan {
    /// The Chinese name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LeadingGroup => "党组",
            Self::Committee => "党委",
            Self::GeneralBranch => "党总支",
            Self::Branch => "党支部",
            Self::None => "未设党组织",
        }
    }

    /// Whether it leads: a committee or leading group, and not a branch.
    #[must_use]
    pub const fn leads(self) -> bool {
        matches!(self, Self::LeadingGroup | Self::Committee)
    }
}

/// What is known of a company beside its documents. Every fact may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Profile {
    /// Name.
    pub name: Option<String>,
    /// Company form.
    pub form: Option<Form>,
    /// Ownership.
    pub ownership: Option<Ownership>,
    /// Funded directly by the state, or lower.
    pub tier: Option<Tier>,
    /// Central or local.
    pub level: Option<StateLevel>,
    /// Legal person or branch company.
    pub entity: Option<Entity>,
    /// Listed on a stock exchange.
    pub listed: Option<bool>,
    /// Whether it has a board; false: one director.
    pub board: Option<bool>,
    /// Form of the Party organ.
    pub party_organ: Option<PartyOrgan>,
    /// Party members, probationary ones included.
    pub party_members: Option<u32>,
    /// Full Party members.
    pub full_party_members: Option<u32>,
    /// 具有人财物重大事项决策权
    pub decision_power: Option<bool>,
    /// Employees.
    pub staff: Option<u32>,
    /// Number of shareholders.
    pub shareholders: Option<u32>,
    /// Date of registration.
    pub registered_on: Option<Date>,
    /// Whether this is the investor's own file (出资人机构), not a company's.
    pub investor: Option<bool>,
}
