//! Why a file could not be read, in words that say what to do.

use std::fmt;

use crate::{Language, Text};

/// Why a file could not be read: the file and the cause.
///
/// `Display` is in English; [`ImportError::message`] speaks either language.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {cause}")]
#[non_exhaustive]
pub struct ImportError {
    /// Path or name of the file.
    pub name: String,
    /// What is wrong with it.
    #[source]
    pub cause: ImportCause,
}

impl ImportError {
    /// The whole message in `language`.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        format!("{}{}{}", self.name, language_colon(language), self.cause.text().get(language))
    }
}

const fn language_colon(language: Language) -> &'static str {
    match language {
        Language::Chinese => "：",
        Language::English => ": ",
    }
}

/// A bound of [`Limits`](crate::Limits) that a file ran past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bound {
    /// [`Limits::file_bytes`](crate::Limits::file_bytes).
    FileBytes,
    /// [`Limits::text_bytes`](crate::Limits::text_bytes).
    TextBytes,
    /// [`Limits::unpacked_bytes`](crate::Limits::unpacked_bytes).
    UnpackedBytes,
    /// [`Limits::archive_entries`](crate::Limits::archive_entries).
    ArchiveEntries,
    /// [`Limits::nesting`](crate::Limits::nesting).
    Nesting,
    /// [`Limits::table_cells`](crate::Limits::table_cells).
    TableCells,
    /// [`Limits::pieces`](crate::Limits::pieces).
    Pieces,
    /// [`Limits::seconds`](crate::Limits::seconds).
    Seconds,
}

/// A format that is known, but not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Word 97–2003 `.doc`, or a WPS text `.wps`.
    OldWord,
    /// `.docx`.
    Word,
    /// `.xls`.
    OldExcel,
    /// `.xlsx`.
    Excel,
    /// `.xlsb`.
    BinaryExcel,
    /// `.ppt`, `.pptx`.
    PowerPoint,
    /// `.odt`, `.ods`.
    OpenDocument,
    /// `.ofd`.
    Ofd,
    /// `.pdf`.
    Pdf,
    /// `.rtf`.
    Rtf,
    /// A web page, perhaps named `.doc` or `.xls`.
    Html,
    /// Word 2003 or flat XML.
    Xml,
    /// A picture.
    Picture,
    /// A zip archive that is no document.
    Archive,
    /// An OLE file that is no document.
    Ole,
}

impl Format {
    const fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::OldWord => ("旧版 Word 或 WPS 文字（.doc、.wps）", "an old Word or WPS file (.doc, .wps)"),
            Self::Word => ("Word 文件（.docx）", "a Word file (.docx)"),
            Self::OldExcel => ("旧版 Excel 文件（.xls）", "an old Excel workbook (.xls)"),
            Self::Excel => ("Excel 文件（.xlsx）", "an Excel workbook (.xlsx)"),
            Self::BinaryExcel => ("二进制 Excel 文件（.xlsb）", "a binary Excel workbook (.xlsb)"),
            Self::PowerPoint => ("演示文稿", "a presentation"),
            Self::OpenDocument => ("OpenDocument 文件", "an OpenDocument file"),
            Self::Ofd => ("OFD 版式文件", "an OFD file"),
            Self::Pdf => ("PDF 文件", "a PDF file"),
            Self::Rtf => ("RTF 文件", "an RTF file"),
            Self::Html => ("网页文件", "a web page"),
            Self::Xml => ("XML 文件", "an XML file"),
            Self::Picture => ("图片", "a picture"),
            Self::Archive => ("压缩包", "an archive"),
            Self::Ole => ("OLE 复合文件", "an OLE compound file"),
        }
    }

    /// What turns the format into one that is read.
    const fn advice(self) -> (&'static str, &'static str) {
        match self {
            Self::OldWord | Self::Rtf | Self::Xml | Self::Html => (
                "用 Word 或 WPS 打开，另存为 .docx；或执行 soffice --headless --convert-to docx 文件名",
                "open it in Word or WPS and save it as .docx, or run: soffice --headless --convert-to docx FILE",
            ),
            Self::OldExcel | Self::BinaryExcel => (
                "用 Excel 或 WPS 打开，另存为 .xlsx；或执行 soffice --headless --convert-to xlsx 文件名",
                "open it in Excel or WPS and save it as .xlsx, or run: soffice --headless --convert-to xlsx FILE",
            ),
            Self::OpenDocument => {
                ("用 LibreOffice 或 WPS 另存为 .docx 或 .xlsx", "save it as .docx or .xlsx with LibreOffice or WPS")
            }
            Self::Ofd => {
                ("用 OFD 阅读器或 WPS 转换为 PDF 或 .docx", "convert it to PDF or .docx with an OFD reader or WPS")
            }
            Self::Picture => (
                "先做文字识别（OCR），再导出为 .docx 或带文字的 PDF",
                "run text recognition (OCR) first and export .docx or a PDF with text",
            ),
            Self::Archive => ("解压后检查其中的文件", "unpack it and check the files inside"),
            Self::PowerPoint | Self::Word | Self::Excel | Self::Pdf | Self::Ole => {
                ("另存为 .docx、.xlsx、.txt 或带文字的 PDF", "save it as .docx, .xlsx, .txt or a PDF with text")
            }
        }
    }
}

/// What is wrong with a file.
#[derive(Debug)]
#[non_exhaustive]
pub enum ImportCause {
    /// The file could not be opened or read.
    Io(std::io::Error),
    /// A bound of [`Limits`](crate::Limits) was passed.
    Limit {
        /// Which.
        bound: Bound,
        /// Its value.
        limit: u64,
    },
    /// This build leaves the format out.
    MissingFeature {
        /// The format.
        format: Format,
        /// The cargo feature that reads it.
        feature: &'static str,
    },
    /// The format is recognised, but not read.
    Unsupported {
        /// The format.
        format: Format,
    },
    /// The file asks for a password.
    Encrypted {
        /// The format.
        format: Format,
    },
    /// The file does not hold together.
    Damaged {
        /// The part of the file: an archive entry, a page; empty for the file as such.
        part: String,
        /// What was found.
        detail: String,
    },
    /// The file holds a construct that no honest document needs, and that is used in attacks.
    Unsafe {
        /// The part of the file.
        part: String,
        /// The construct.
        detail: Text,
    },
    /// No encoding turns the bytes into text.
    Binary,
    /// Pages or pictures, but no text: a scan.
    NoText {
        /// The format.
        format: Format,
    },
    /// The reading library failed inside.
    Crashed {
        /// The format.
        format: Format,
    },
}

impl ImportCause {
    pub(super) fn damaged(part: &str, detail: impl fmt::Display) -> Self {
        Self::Damaged { part: part.to_owned(), detail: detail.to_string() }
    }

    /// The cause in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Io(error) => Text::new(
                format!("无法读取（{error}）；请检查路径和权限"),
                format!("cannot be read ({error}); check the path and the permissions"),
            ),
            Self::Limit { bound, limit } => {
                let (zh, en) = bound.name();
                Text::new(
                    format!("{zh}超过上限 {limit}；请拆分文件或提高上限"),
                    format!("{en} exceeds the limit of {limit}; split the file or raise the limit"),
                )
            }
            Self::MissingFeature { format, feature } => {
                let (zh, en) = format.name();
                Text::new(
                    format!("这是{zh}，本程序编译时未启用读取功能；请启用 cargo 特性 {feature}"),
                    format!("this is {en}, which this build does not read; enable the cargo feature {feature}"),
                )
            }
            Self::Unsupported { format } => {
                let ((zh, en), (zh_advice, en_advice)) = (format.name(), format.advice());
                Text::new(
                    format!("这是{zh}，不能直接读取；请{zh_advice}"),
                    format!("this is {en}, which is not read; {en_advice}"),
                )
            }
            Self::Encrypted { format } => {
                let (zh, en) = format.name();
                Text::new(
                    format!("这是加密的{zh}；请输入密码打开，取消密码后另存"),
                    format!("this is {en} protected by a password; open it with the password and save it without one"),
                )
            }
            Self::Damaged { part, detail } => {
                let (zh_part, en_part) = if part.is_empty() {
                    (String::new(), String::new())
                } else {
                    (format!("{part}："), format!("{part}: "))
                };
                Text::new(
                    format!("文件已损坏或不完整（{zh_part}{detail}）；请用原程序打开后重新保存"),
                    format!(
                        "the file is damaged or incomplete ({en_part}{detail}); open it in its program and save it again"
                    ),
                )
            }
            Self::Unsafe { part, detail } => Text::new(
                format!("拒绝读取：{part} 含有{}；请用原程序打开后重新保存", detail.zh),
                format!("refused: {part} holds {}; open it in its program and save it again", detail.en),
            ),
            Self::Binary => Text::new(
                "不是文本文件，也不是能识别的文档；请转换为 .docx、.xlsx、.pdf 或 .txt",
                "neither text nor a known document; convert it to .docx, .xlsx, .pdf or .txt",
            ),
            Self::NoText { format } => {
                let (zh, en) = format.name();
                Text::new(
                    format!("这份{zh}没有文字，可能是扫描件；请先做文字识别（OCR）"),
                    format!("this is {en} without text, probably a scan; run text recognition (OCR) first"),
                )
            }
            Self::Crashed { format } => {
                let (zh, en) = format.name();
                Text::new(
                    format!("读取{zh}时出错；请另存为 .docx 或 .txt，或安装 pdftotext"),
                    format!("reading {en} failed; save it as .docx or .txt, or install pdftotext"),
                )
            }
        }
    }
}

impl Bound {
    const fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::FileBytes => ("文件字节数", "the file's size in bytes"),
            Self::TextBytes => ("文字字节数", "the text's size in bytes"),
            Self::UnpackedBytes => ("解压后字节数", "the unpacked size in bytes"),
            Self::ArchiveEntries => ("压缩包内文件数", "the number of archive entries"),
            Self::Nesting => ("嵌套层数", "the depth of nesting"),
            Self::TableCells => ("表格单元格数", "the number of table cells"),
            Self::Pieces => ("文字片段数", "the number of text pieces"),
            Self::Seconds => ("读取秒数", "the reading time in seconds"),
        }
    }
}

impl fmt::Display for ImportCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for ImportCause {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}
