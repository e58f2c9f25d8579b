//! The words in which facts speak of bodies, posts and what is done with them.

/// Defines an enum with the word that stands for each value in data, and the Chinese one.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $id:literal, $zh:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = $zh] $variant,)+
        }

        impl $name {
            /// The word in JSON and CSV.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The Chinese word.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh,)+ }
            }

            /// The value of a word, if it is one.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($id => Some(Self::$variant),)+ _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

vocabulary! {
    /// A body, or a group of persons that acts as one.
    Organ {
        ShareholdersMeeting = "shareholders-meeting", "股东会";
        Shareholder = "shareholder", "股东";
        Investor = "investor", "出资人机构";
        Board = "board", "董事会";
        Directors = "directors", "全体董事";
        SupervisoryBoard = "supervisory-board", "监事会";
        Supervisors = "supervisors", "全体监事";
        AuditCommittee = "audit-committee", "审计委员会";
        Committee = "committee", "董事会专门委员会";
        Management = "management", "经理层";
        Party = "party", "党组织";
        Discipline = "discipline", "纪检机构";
        Employees = "employees", "职工代表大会";
        Union = "union", "工会";
        Chair = "chair", "董事长";
        Manager = "manager", "总经理";
        Director = "director", "董事";
        Other = "other", "其他";
    }
}

vocabulary! {
    /// A post, or a kind of director or supervisor.
    Office {
        Director = "director", "董事";
        OutsideDirector = "outside-director", "外部董事";
        IndependentDirector = "independent-director", "独立董事";
        EmployeeDirector = "employee-director", "职工董事";
        NonEmployeeDirector = "non-employee-director", "非职工董事";
        InsideDirector = "inside-director", "内部董事";
        ExecutiveDirector = "executive-director", "执行董事";
        NonExecutiveDirector = "non-executive-director", "非执行董事";
        ShareholderDirector = "shareholder-director", "股东代表董事";
        Chair = "chair", "董事长";
        ViceChair = "vice-chair", "副董事长";
        Supervisor = "supervisor", "监事";
        EmployeeSupervisor = "employee-supervisor", "职工监事";
        NonEmployeeSupervisor = "non-employee-supervisor", "非职工监事";
        ShareholderSupervisor = "shareholder-supervisor", "股东代表监事";
        SupervisorsChair = "supervisors-chair", "监事会主席";
        SupervisorsViceChair = "supervisors-vice-chair", "监事会副主席";
        Member = "member", "成员";
        EmployeeRepresentative = "employee-representative", "职工代表";
        Convener = "convener", "召集人";
        Manager = "manager", "总经理";
        DeputyManager = "deputy-manager", "副总经理";
        FinanceHead = "finance-head", "财务负责人";
        BoardSecretary = "board-secretary", "董事会秘书";
        SeniorManager = "senior-manager", "高级管理人员";
        PartySecretary = "party-secretary", "党组织书记";
        PartyDeputySecretary = "party-deputy-secretary", "党组织副书记";
        PartyMember = "party-member", "党组织委员";
        DisciplineSecretary = "discipline-secretary", "纪检负责人";
        ExecutingDirector = "executing-director", "执行公司事务的董事";
        UnionChair = "union-chair", "工会主席";
        Shareholder = "shareholder", "股东";
        Other = "other", "其他";
    }
}

vocabulary! {
    /// How a post is filled.
    How {
        Elect = "elect", "选举";
        Dispatch = "dispatch", "委派";
        Designate = "designate", "指定";
        Nominate = "nominate", "提名";
        Hire = "hire", "聘任";
        Appoint = "appoint", "任命";
    }
}

vocabulary! {
    /// What a body does with a matter, the strongest first.
    Act {
        Decide = "decide", "决定";
        Approve = "approve", "审议批准";
        Make = "make", "制定";
        Hire = "hire", "聘任";
        Deliberate = "deliberate", "审议";
        Draft = "draft", "制订";
        Propose = "propose", "提出";
        Study = "study", "研究讨论";
        Carry = "carry", "组织实施";
        Supervise = "supervise", "检查监督";
        Other = "other", "其他";
    }
}

vocabulary! {
    /// What a threshold opens.
    Vote {
        Attend = "attend", "出席";
        Pass = "pass", "通过";
        Elect = "elect", "选举";
        Preside = "preside", "推举主持人";
        Propose = "propose", "提案";
        Request = "request", "提议召开会议";
    }
}

vocabulary! {
    /// Of what a threshold is a share.
    Base {
        AllDirectors = "all-directors", "全体董事";
        PresentDirectors = "present-directors", "出席董事";
        UnrelatedDirectors = "unrelated-directors", "无关联关系董事";
        IndependentDirectors = "independent-directors", "独立董事";
        AllVotes = "all-votes", "全部表决权";
        PresentVotes = "present-votes", "出席会议的股东所持表决权";
        AllShareholders = "all-shareholders", "全体股东";
        AllSupervisors = "all-supervisors", "全体监事";
        PresentSupervisors = "present-supervisors", "出席监事";
        AllMembers = "all-members", "全体成员";
        PresentMembers = "present-members", "出席成员";
        Shares = "shares", "股份";
        Unstated = "unstated", "未写明";
    }
}

vocabulary! {
    /// Which resolutions a threshold is for.
    Scope {
        General = "general", "决议";
        Ordinary = "ordinary", "普通决议";
        Special = "special", "特别决议";
        Related = "related", "关联事项";
        Guarantee = "guarantee", "对外担保";
    }
}

vocabulary! {
    /// Matters of which the law asks a special resolution.
    Matter {
        Charter = "charter", "修改章程";
        Capital = "capital", "增加或者减少注册资本";
        CapitalIncrease = "capital-increase", "增加注册资本";
        CapitalDecrease = "capital-decrease", "减少注册资本";
        Merger = "merger", "合并";
        Division = "division", "分立";
        Dissolution = "dissolution", "解散";
        Form = "form", "变更公司形式";
        Bankruptcy = "bankruptcy", "申请破产";
        Profit = "profit", "分配利润";
    }
}

vocabulary! {
    /// A kind of meeting.
    Meeting {
        AnnualShareholders = "annual-shareholders", "年度股东会";
        ExtraordinaryShareholders = "extraordinary-shareholders", "临时股东会";
        Shareholders = "shareholders", "股东会";
        RegularBoard = "regular-board", "董事会定期会议";
        ExtraordinaryBoard = "extraordinary-board", "董事会临时会议";
        Board = "board", "董事会会议";
        Supervisors = "supervisors", "监事会会议";
        Committee = "committee", "专门委员会会议";
        Party = "party", "党组织会议";
    }
}

vocabulary! {
    /// What happened or happens on a day.
    Event {
        Adopted = "adopted", "通过";
        InForce = "in-force", "施行";
        Amended = "amended", "修改";
        Established = "established", "成立";
        Registered = "registered", "登记";
    }
}

vocabulary! {
    /// Whether and how strongly a sentence requires what it says.
    Modality {
        Plain = "plain", "陈述";
        Must = "must", "应当";
        AsRule = "as-rule", "一般";
        May = "may", "可以";
        MustNot = "must-not", "不得";
    }
}

vocabulary! {
    /// Of whom and under which condition a sentence speaks.
    Stance {
        Affirmed = "affirmed", "肯定";
        Negated = "negated", "否定";
        Conditional = "conditional", "附条件";
        Other = "other-entity", "其他单位";
    }
}

vocabulary! {
    /// Why a fact cannot be relied on as it stands.
    Doubt {
        Disagreement = "numbers-disagree", "数字前后不一致";
        Reversed = "range-reversed", "区间颠倒";
        MoreThanWhole = "more-than-whole", "比例超过百分之百";
        BrokenFraction = "broken-fraction", "分数不完整";
        NoBase = "no-denominator", "没有写明分母";
        Blank = "blank", "留空";
    }
}
