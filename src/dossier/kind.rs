//! What documents can be.

use serde::Serialize;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $name:literal;)+) => {
        /// What a document is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)+
        }

        impl Kind {
            /// The word used in `dossier.toml` and in reports: `prior-study-list`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The Chinese name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The kind of a word.
            ///
            /// ```
            /// use charterlint::Kind;
            /// assert_eq!(Kind::from_word("roster"), Some(Kind::Roster));
            /// ```
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }

            /// All words, in order.
            pub const WORDS: &[&str] = &[$($word),+];
        }
    };
}

kinds! {
    /// 公司章程
    Charter = "charter", "章程";
    /// 章程修正案, 修订对照表
    Amendment = "amendment", "章程修正案";
    /// 前置研究讨论事项清单, and a branch's 把关清单
    PriorStudyList = "prior-study-list", "前置研究讨论事项清单";
    /// 研究决定事项清单
    DecidedList = "decided-list", "研究决定事项清单";
    /// 权责清单
    AuthorityMatrix = "authority-matrix", "权责清单";
    /// 监管事项清单 of the investor
    SupervisionList = "supervision-list", "监管事项清单";
    /// 任职名册
    Roster = "roster", "任职名册";
    /// 会议台账
    Register = "register", "会议台账";
    /// 组织台账
    OrganisationLedger = "organisation-ledger", "组织台账";
    /// 制度台账
    RuleInventory = "rule-inventory", "制度台账";
    /// 产业链党委成员
    ChainMembers = "chain-members", "产业链党委成员名册";
    /// 产业链走访台账
    ChainVisits = "chain-visits", "产业链走访台账";
    /// 产业链服务订单
    ChainOrders = "chain-orders", "产业链服务订单台账";
    /// 产业链需求清单
    ChainNeeds = "chain-needs", "产业链需求清单";
    /// 产业链资源清单
    ChainResources = "chain-resources", "产业链资源清单";
    /// 链上企业
    ChainEnterprises = "chain-enterprises", "链上企业台账";
    /// 三培养名单
    ChainCultivation = "chain-cultivation", "三培养名单";
}

impl Kind {
    /// Whether it is a table of an industry chain.
    #[must_use]
    pub const fn is_chain(self) -> bool {
        matches!(
            self,
            Self::ChainMembers
                | Self::ChainVisits
                | Self::ChainOrders
                | Self::ChainNeeds
                | Self::ChainResources
                | Self::ChainEnterprises
                | Self::ChainCultivation
        )
    }

    /// What a row's place begins with: 名册第3行.
    #[must_use]
    pub const fn place(self) -> &'static str {
        match self {
            Self::Charter | Self::Amendment => "",
            Self::PriorStudyList => "前置清单",
            Self::DecidedList => "决定清单",
            Self::AuthorityMatrix => "权责清单",
            Self::SupervisionList => "监管清单",
            Self::Roster => "名册",
            Self::Register => "会议台账",
            Self::OrganisationLedger => "组织台账",
            Self::RuleInventory => "制度台账",
            Self::ChainMembers => "成员名册",
            Self::ChainVisits => "走访台账",
            Self::ChainOrders => "订单台账",
            Self::ChainNeeds => "需求清单",
            Self::ChainResources => "资源清单",
            Self::ChainEnterprises => "企业台账",
            Self::ChainCultivation => "培养名单",
        }
    }
}
