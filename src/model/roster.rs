//! Rosters: who holds which post.

use serde::Serialize;

use super::post::{Post, PostColumn, PostGroup, PostKind, mark_by_remark, posts};
use super::profile::PartyOrgan;
use super::table::{Answer, ByContent, DateCell, Row, RowKind, Sample, Sheet, Spec, Stated, Table, Unread, Values};
use crate::Text;
use crate::model::charter::compact;
use crate::source::Span;

/// The columns of a roster.
pub(crate) const SPEC: Spec = Spec {
    columns: &[
        ("name", &["姓名", "人员姓名", "名字", "任职人员", "人员"]),
        (
            "member",
            &[
                "政治面貌",
                "是否党员",
                "是否中共党员",
                "党员",
                "党派",
                "政治身份",
                "是否为党员",
                "面貌",
                "政治情况",
                "~政治面貌",
                "~是否党员",
            ],
        ),
        (
            "party",
            &[
                "党内职务",
                "党组织职务",
                "党委职务",
                "党内任职",
                "党组织任职",
                "党支部职务",
                "党务职务",
                "党总支职务",
                "党组职务",
                "~党内职务",
                "~党组织职务",
                "~支部职务",
                "~总支职务",
                "~党委职务",
                "~党组职务",
                "~党务职务",
            ],
        ),
        ("board", &["董事会职务", "董事会任职", "董事职务", "董事会", "~董事会职务"]),
        ("supervisors", &["监事会职务", "监事会任职", "监事职务", "监事会", "~监事会职务"]),
        (
            "management",
            &[
                "经理层职务",
                "经理层任职",
                "高级管理人员职务",
                "高管职务",
                "经营层职务",
                "行政职务",
                "经营管理职务",
                "经理层",
                "经营班子职务",
                "管理层职务",
                "~经理层职务",
                "~高级管理人员职务",
            ],
        ),
        (
            "other",
            &[
                "其他职务",
                "其它职务",
                "兼职",
                "兼任职务",
                "外部任职",
                "其他任职",
                "兼职情况",
                "其他兼职",
                "~其他职务",
                "~兼职",
            ],
        ),
        (
            "post",
            &[
                "职务",
                "现任职务",
                "任职",
                "任职情况",
                "担任职务",
                "岗位",
                "公司职务",
                "职务名称",
                "所任职务",
                "现任职情况",
                "具体职务",
                "任职职务",
                "~职务",
            ],
        ),
        (
            "from",
            &[
                "任期起",
                "任职起始日期",
                "任职日期",
                "任期开始",
                "任职时间",
                "起始日期",
                "任期起始日",
                "任期起始日期",
                "任期开始日期",
                "任职起",
                "任期自",
                "聘任日期",
                "~任期起",
                "~任职起",
            ],
        ),
        (
            "until",
            &[
                "任期止",
                "任期终止日期",
                "任期结束",
                "终止日期",
                "任期届满日",
                "任期截止日期",
                "任期终止日",
                "任职止",
                "任期至",
                "任期届满",
                "~任期止",
                "~任期届满",
                "~任职止",
            ],
        ),
        ("term", &["任期", "任职期限", "任期起止", "任期起止日期", "任职起止时间", "~任期"]),
        (
            "approval",
            &[
                "批准文件",
                "任职文件",
                "任免文件",
                "任命文件",
                "批复文件",
                "文号",
                "任职文号",
                "批准文号",
                "任职批准文件",
                "兼职批准文件",
                "兼任批准文件",
                "兼职批准文号",
                "兼职文号",
                "任免文号",
                "~批准文件",
                "~文号",
                "~文件",
            ],
        ),
        ("remark", &["备注", "说明", "附注", "注", "~备注"]),
        (
            "room",
            &[
                "职务类别",
                "任职类别",
                "任职机构",
                "所在机构",
                "类别",
                "班子",
                "所属班子",
                "所在班子",
                "机构",
                "班子类别",
            ],
        ),
        ("sex", &["性别"]),
        ("birth", &["出生年月", "出生日期", "出生年月日"]),
        ("number", &["序号", "编号", "no", "no."]),
    ],
    required: &[&["name"], &["party", "board", "supervisors", "management", "post"]],
    by_content: Some(ByContent {
        told: |title, columns| {
            let people = ["名册", "任职", "班子", "登记表", "人员表", "领导人员"];
            columns.iter().any(|column| ["姓名", "人员姓名"].contains(&&*column.name))
                || people.iter().any(|word| title.contains(word))
        },
        roles: &[
            ("name", |column| {
                let name = |cell: &str| (2..=4).contains(&compact(cell).chars().count()) && posts_in(cell).is_empty();
                u32::from(column.named(&["名", "人员"]) && column.percent(name) >= 80)
            }),
            ("member", |column| {
                let told = |cell: &str| Membership::read(cell).is_some_and(|told| told != Membership::Unknown);
                u32::from(column.named(&["党", "政治"]) && column.percent(told) >= 80)
            }),
            ("party", |column| of_group(column, PostGroup::Party)),
            ("board", |column| of_group(column, PostGroup::Board)),
            ("supervisors", |column| of_group(column, PostGroup::Supervisory)),
            ("management", |column| of_group(column, PostGroup::Management)),
            ("post", |column| {
                let any = |cell: &str| !posts_in(cell).is_empty();
                let percent = column.percent(any);
                if percent >= 60 { percent } else { 0 }
            }),
        ],
    }),
};

/// The rooms of the posts that a cell names in full.
fn posts_in(cell: &str) -> Vec<PostGroup> {
    let rooms = posts(cell, Span::default(), PostColumn::Any, "").into_iter().map(|post| post.kind.group());
    rooms.filter(|group| *group != PostGroup::Other).collect()
}

/// How surely a column holds the posts of one room: its cells name no other's, or its header names the room and they
/// hold the bare words 书记, 委员.
fn of_group(column: &Sample, group: PostGroup) -> u32 {
    let of = |cell: &str| {
        let rooms = posts_in(cell);
        let own = |room: &PostGroup| *room == group || group == PostGroup::Party && *room == PostGroup::Discipline;
        !rooms.is_empty() && rooms.iter().all(own)
    };
    let percent = column.percent(of);
    if percent >= 80 {
        return percent;
    }
    let bare = |cell: &str| ["书记", "委员", "常委", "党组成员"].iter().any(|word| cell.contains(word));
    let party = column.named(&["党", "支部", "总支"]) && column.percent(bare) >= 80;
    u32::from(group == PostGroup::Party && party && column.percent(|cell| cell.contains("董事")) == 0)
}

/// Whether somebody is a member of the Communist Party of China.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Membership {
    /// 中共党员
    Member,
    /// 中共预备党员
    Probationary,
    /// 群众, a member of another party, 共青团员
    NotMember,
    /// Not stated.
    Unknown,
}

impl Membership {
    /// Reads a cell: 中共党员, 是, √, 群众, 民建会员.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = compact(text);
        if text.is_empty() {
            return Some(Self::Unknown);
        }
        if text.contains("预备党员") {
            return Some(Self::Probationary);
        }
        match Answer::read(&text) {
            Some(Answer::Yes) => return Some(Self::Member),
            Some(Answer::No) => return Some(Self::NotMember),
            _ => {}
        }
        let others = [
            "群众",
            "团员",
            "民建",
            "民盟",
            "民革",
            "民进",
            "农工",
            "致公",
            "九三",
            "台盟",
            "无党派",
            "民主党派",
            "非党员",
            "非中共",
            "普通公民",
            "社员",
            "会员",
            "盟员",
        ];
        if others.iter().any(|word| text.contains(word)) {
            return Some(Self::NotMember);
        }
        let party =
            ["中共党员", "中国共产党党员", "正式党员", "中共正式党员", "中共", "中国共产党", "共产党员", "党员"];
        party
            .iter()
            .any(|word| {
                text == *word || text.starts_with(&format!("{word}（")) || text.starts_with(&format!("{word}("))
            })
            .then_some(Self::Member)
    }
}

/// A roster 任职名册.
///
/// ```
/// use charterlint::Dossier;
/// use charterlint::model::post::PostKind;
/// let dossier = Dossier::from_text("名册.csv", "姓名,党内职务,董事会职务\n陆明远,党委书记,董事长\n")?;
/// let (_, roster) = dossier.rosters().next().unwrap();
/// assert_eq!(roster.holders(PostKind::Chair).next().unwrap().name, "陆明远");
/// # Ok::<(), charterlint::DossierError>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Roster {
    /// The table.
    pub table: Table,
    /// The people, in the order of their first rows.
    pub people: Vec<Person>,
    /// Whether the roster has a column that states Party membership.
    pub states_membership: bool,
    /// Whether it has a column for approval documents.
    pub states_approval: bool,
}

/// A person on a roster, with all their rows.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Person {
    /// The name, without white space.
    pub name: String,
    /// The words of the name.
    pub span: Span,
    /// Party membership.
    pub membership: Membership,
    /// The words that state it.
    pub membership_stated: Option<Stated>,
    /// The rows, in order.
    pub entries: Vec<Entry>,
}

/// One row of a roster.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Entry {
    /// The row with its raw cells.
    pub row: Row,
    /// The posts, with what the remarks say of them.
    pub posts: Vec<Post>,
    /// Start of the term.
    pub from: Option<DateCell>,
    /// End of the term, the last day in office.
    pub until: Option<DateCell>,
    /// The approval document, if the cell is not blank.
    pub approval: Option<Stated>,
    /// The remarks.
    pub remark: Option<Stated>,
    /// Remarked as a leader of a superior enterprise who holds the post here beside that: 上级企业领导人员兼任董事长.
    pub from_superior: bool,
    /// Remarked as legal representative.
    pub legal_representative: bool,
}

impl Entry {
    /// How a person cites the row: 名册第3行.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.row.place
    }

    /// Whether the terms of two rows share a day. A side that is not stated is open.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let before = |end: &Option<DateCell>, start: &Option<DateCell>| match (end, start) {
            (Some(end), Some(start)) => end.date < start.date,
            _ => false,
        };
        !before(&self.until, &other.from) && !before(&other.until, &self.from)
    }
}

impl Person {
    /// Whether the person is a Party member, probationary members included; `None` if that is not stated.
    #[must_use]
    pub fn is_party_member(&self) -> Option<bool> {
        match self.membership {
            Membership::Member | Membership::Probationary => Some(true),
            Membership::NotMember => Some(false),
            Membership::Unknown => None,
        }
    }

    /// The posts in this company, each with its row.
    pub fn posts(&self) -> impl Iterator<Item = (&Entry, &Post)> {
        self.entries
            .iter()
            .flat_map(|entry| entry.posts.iter().map(move |post| (entry, post)))
            .filter(|(_, post)| post.elsewhere.is_none())
    }

    /// The first post of a kind in this company, with its row.
    #[must_use]
    pub fn post(&self, kind: PostKind) -> Option<(&Entry, &Post)> {
        self.posts().find(|(_, post)| post.kind == kind)
    }

    /// Whether the person holds a post of that kind in this company.
    #[must_use]
    pub fn holds(&self, kind: PostKind) -> bool {
        self.post(kind).is_some()
    }

    /// Whether the person holds any post of that room in this company.
    #[must_use]
    pub fn sits_in(&self, group: PostGroup) -> bool {
        self.posts().any(|(_, post)| post.kind.group() == group)
    }
}

impl Roster {
    /// The people who hold a post of that kind in this company.
    pub fn holders(&self, kind: PostKind) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(move |person| person.holds(kind))
    }

    /// The form of the Party body as posts name it (党委书记), with the first row that names it.
    #[must_use]
    pub fn party_organ(&self) -> Option<(PartyOrgan, &Entry)> {
        let lead = [
            PostKind::PartySecretary,
            PostKind::PartyDeputySecretary,
            PostKind::PartyStandingMember,
            PostKind::PartyMember,
        ];
        lead.iter().find_map(|kind| {
            self.people
                .iter()
                .flat_map(Person::posts)
                .find_map(|(entry, post)| post.organ.filter(|_| post.kind == *kind).map(|organ| (organ, entry)))
        })
    }

    /// All rows, in order of people.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.people.iter().flat_map(|person| &person.entries)
    }

    pub(crate) fn read(sheet: &Sheet, company: &str) -> (Self, Vec<Unread>) {
        let mut values = Values::new(sheet);
        let own = company_of(&sheet.table.title).unwrap_or(company);
        let mut people: Vec<Draft> = Vec::new();
        let name_column = sheet.column("name");
        for row in &sheet.table.rows {
            let single_name =
                row.kind == RowKind::Band && name_column == Some(0) && sheet.text(row, "name").chars().count() <= 4;
            if row.kind != RowKind::Data && !single_name {
                continue;
            }
            let Some(name) = sheet.cell(row, "name") else {
                let Some(last) = people.last_mut().filter(|_| has_posts(sheet, row)) else {
                    values.reject_row(row, Text::new("没有姓名", "there is no name"));
                    continue;
                };
                let entry = entry(sheet, row, &mut values, own);
                last.person.entries.push(entry);
                continue;
            };
            let membership_stated = sheet.stated(row, "member");
            let membership = match &membership_stated {
                Some(stated) => Membership::read(&stated.text).unwrap_or_else(|| {
                    values.reject(
                        row,
                        "member",
                        Text::new("看不出是否中共党员", "does not say whether this is a Party member"),
                    );
                    Membership::Unknown
                }),
                None => Membership::Unknown,
            };
            let entry = entry(sheet, row, &mut values, own);
            let traits = [sheet.text(row, "sex"), sheet.text(row, "birth")];
            let plain = compact(&name.text);
            let same = people.iter_mut().find(|draft| draft.is(&plain, &traits, membership));
            match same {
                Some(draft) => {
                    draft.person.entries.push(entry);
                    if draft.person.membership == Membership::Unknown {
                        draft.person.membership = membership;
                        draft.person.membership_stated = membership_stated;
                    }
                    for (known, new) in draft.traits.iter_mut().zip(traits) {
                        if known.is_empty() {
                            *known = new;
                        }
                    }
                }
                None => people.push(Draft {
                    person: Person {
                        name: plain,
                        span: name.span,
                        membership,
                        membership_stated,
                        entries: vec![entry],
                    },
                    traits,
                }),
            }
        }
        let unread = values.unread;
        let roster = Self {
            table: sheet.table.clone(),
            people: people.into_iter().map(|draft| draft.person).collect(),
            states_membership: sheet.has("member"),
            states_approval: sheet.has("approval"),
        };
        (roster, unread)
    }
}

struct Draft {
    person: Person,
    /// Sex and date of birth: two rows of one name that differ here are two people.
    traits: [String; 2],
}

impl Draft {
    fn is(&self, name: &str, traits: &[String; 2], membership: Membership) -> bool {
        let agree = |a: &str, b: &str| a.is_empty() || b.is_empty() || a == b;
        let side = |m: Membership| match m {
            Membership::Member | Membership::Probationary => Some(true),
            Membership::NotMember => Some(false),
            Membership::Unknown => None,
        };
        let members = match (side(self.person.membership), side(membership)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        self.person.name == name && self.traits.iter().zip(traits).all(|(a, b)| agree(a, b)) && members
    }
}

const POSTS: [(&str, PostColumn); 6] = [
    ("party", PostColumn::Party),
    ("board", PostColumn::Board),
    ("supervisors", PostColumn::Supervisory),
    ("management", PostColumn::Management),
    ("post", PostColumn::Any),
    ("other", PostColumn::Other),
];

fn has_posts(sheet: &Sheet, row: &Row) -> bool {
    POSTS.iter().any(|(role, _)| sheet.cell(row, role).is_some())
}

/// The body whose posts a row of one post is about: 党委 | 书记.
fn room(sheet: &Sheet, row: &Row) -> Option<PostColumn> {
    let text = compact(&sheet.cell(row, "room")?.text);
    let is = |names: &[&str]| names.iter().any(|name| text == *name);
    if is(&["党委", "党委班子", "党委会", "党组", "党总支", "党支部", "支委会", "党委委员", "党组织"])
    {
        Some(PostColumn::Party)
    } else if is(&["董事会", "董事"]) {
        Some(PostColumn::Board)
    } else if is(&["监事会", "监事"]) {
        Some(PostColumn::Supervisory)
    } else if is(&["经理层", "经营层", "经营班子", "高级管理人员", "高管", "经营管理层", "管理层"])
    {
        Some(PostColumn::Management)
    } else {
        None
    }
}

fn entry(sheet: &Sheet, row: &Row, values: &mut Values<'_>, own: &str) -> Entry {
    let mut held: Vec<Post> = Vec::new();
    for (role, column) in POSTS {
        if let Some(cell) = sheet.cell(row, role)
            && !super::table::is_blank(&cell.text)
            && Answer::read(&cell.text) != Some(Answer::No)
        {
            let column = if role == "post" { room(sheet, row).unwrap_or(column) } else { column };
            held.append(&mut posts(&cell.text, cell.span, column, own));
        }
    }
    // 职务 | 职务 | 职务: posts one by one in columns of their own.
    for c in sheet.others() {
        let named = sheet.table.columns.get(c).is_some_and(|column| {
            column.group == "职务" || column.name.starts_with("职务") && column.name.chars().count() <= 5
        });
        if let Some(cell) = row.cells.get(c).filter(|cell| named && !super::table::is_blank(&cell.text)) {
            held.append(&mut posts(&cell.text, cell.span, PostColumn::Any, own));
        }
    }
    let remark = sheet.stated(row, "remark");
    let words = remark.as_ref().map(|r| r.text.as_str()).unwrap_or_default();
    mark_by_remark(&mut held, words);
    let (mut from, mut until) = (values.date(row, "from"), values.date(row, "until"));
    if let Some(cell) = sheet.cell(row, "term")
        && from.is_none()
        && until.is_none()
        && !super::table::is_blank(&cell.text)
    {
        (from, until) = term(&cell.text, cell.span);
        let years = cell.text.trim().ends_with('年') && super::table::date(&cell.text).is_none();
        if from.is_none() && until.is_none() && !years {
            values.reject(row, "term", Text::new("看不出任期起止", "no start or end of a term"));
        }
    }
    let superior =
        ["上级", "母公司", "控股股东", "集团公司", "股东单位", "出资人"].iter().any(|word| words.contains(word));
    Entry {
        row: row.clone(),
        posts: held,
        from,
        until,
        approval: sheet.stated(row, "approval").filter(|stated| !super::table::is_blank(&stated.text)),
        from_superior: superior && (words.contains("兼任") || words.contains("兼职") || words.contains("领导人员兼")),
        legal_representative: words.contains("法定代表人") || held_words(row, "法定代表人"),
        remark,
    }
}

/// Whether a cell holds a word among its posts (工会主席、法定代表人), or says yes in a column of that name.
fn held_words(row: &Row, word: &str) -> bool {
    row.cells.iter().any(|cell| {
        let parts = cell.text.split(['、', '，', ',', '；', ';', '/', ' ', '（', '）', '(', ')', '兼']);
        parts.into_iter().any(|part| compact(part).trim_start_matches("公司") == word)
            || cell.column.contains(word) && Answer::read(&cell.text) == Some(Answer::Yes)
    })
}

/// 2024-12-30至2027-12-29: both ends.
fn term(text: &str, span: Span) -> (Option<DateCell>, Option<DateCell>) {
    let cell = |(date, precision, _): (crate::Date, _, &str)| DateCell { date, precision, span };
    let parts: Vec<&str> = text.split(['至', '到', '~', '～', '—']).filter(|part| !part.trim().is_empty()).collect();
    match parts.as_slice() {
        [from, until, ..] => (super::table::date(from).map(cell), super::table::date(until).map(cell)),
        [only] => match super::table::date(only) {
            Some((date, precision, rest)) => {
                let from = DateCell { date, precision, span };
                let until = super::table::date(rest.trim_start_matches(['-', '－', ' '])).map(cell);
                (Some(from), until)
            }
            None => (None, None),
        },
        [] => (None, None),
    }
}

/// The company that a title begins with: everything up to 公司, without 中共.
pub(crate) fn company_of(title: &str) -> Option<&str> {
    let title = title.trim_start_matches("中国共产党").trim_start_matches("中共");
    let end =
        ["有限公司", "有限责任公司", "公司"].iter().find_map(|word| title.find(word).map(|at| at + word.len()))?;
    title.get(..end).filter(|name| name.chars().count() > 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn membership_words() {
        for (text, expected) in [
            ("中共党员", Some(Membership::Member)),
            ("党员", Some(Membership::Member)),
            ("√", Some(Membership::Member)),
            ("中共预备党员", Some(Membership::Probationary)),
            ("群众", Some(Membership::NotMember)),
            ("农工党党员", Some(Membership::NotMember)),
            ("致公党党员", Some(Membership::NotMember)),
            ("无党派人士", Some(Membership::NotMember)),
            ("×", Some(Membership::NotMember)),
            ("", Some(Membership::Unknown)),
            ("待查", None),
        ] {
            assert_eq!(Membership::read(text), expected, "{text}");
        }
    }

    #[test]
    fn terms_in_one_cell() {
        for text in [
            "2024-12-30至2027-12-29",
            "2024年12月30日—2027年12月29日",
            "2024.12.30-2027.12.29",
            "2024/12/30 ~ 2027/12/29",
        ] {
            let (from, until) = term(text, Span::default());
            assert_eq!(from.map(|d| d.date.to_string()).as_deref(), Some("2024-12-30"), "{text}");
            assert_eq!(until.map(|d| d.date.to_string()).as_deref(), Some("2027-12-29"), "{text}");
        }
    }

    #[test]
    fn companies_in_titles() {
        assert_eq!(company_of("井岳县东源城建集团有限公司领导人员任职名册"), Some("井岳县东源城建集团有限公司"));
        assert_eq!(company_of("中共甲乙丙有限公司委员会名册"), Some("甲乙丙有限公司"));
        assert_eq!(company_of("任职名册"), None);
    }
}
