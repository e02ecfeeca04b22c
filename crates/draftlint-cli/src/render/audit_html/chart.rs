//! What all charts share: a heading, a sentence, a picture with a text in its place, and its numbers as a table.
//!
//! The pictures are as wide as the page. What lies along it is placed in shares of that width, and letters keep
//! their size, so that one picture does for a telephone and for a sheet of paper.

use std::fmt::Write as _;

use super::super::html::escape;
use super::words::{LABELS, grouped, share};

/// The fillings of the labels, once for all pictures: each has a pattern, for those who tell no colours apart.
pub(super) const PATTERNS: &str = r#"<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="p-neutral" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="tint neutral" width="6" height="6"/><circle class="ink neutral" cx="3" cy="3" r="1.1"/></pattern>
<pattern id="p-ask" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="tint ask" width="6" height="6"/><rect class="ink ask" width="3.2" height="6"/></pattern>
<pattern id="p-reply" width="6" height="5" patternUnits="userSpaceOnUse"><rect class="tint reply" width="6" height="5"/><rect class="ink reply" width="6" height="2.2"/></pattern>
<pattern id="p-share" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="tint share" width="7" height="7"/><path class="line share" d="M0 3.5h7M3.5 0v7"/></pattern>
</defs></svg>
"#;

/// A picture and what belongs to it.
pub(super) struct Chart<'a> {
    /// Its place in the page.
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    /// What it shows in a sentence or two, escaped.
    pub(super) lead: String,
    /// Each with its class, its height, and what is in it.
    pub(super) pictures: Vec<(&'a str, usize, String)>,
    /// The picture in words.
    pub(super) said: String,
    /// Whether the picture and what stands below it tell every number: then paper needs no table.
    pub(super) told: bool,
    /// What stands below it.
    pub(super) legend: String,
    /// The numbers.
    pub(super) table: String,
}

impl Chart<'_> {
    pub(super) fn html(&self) -> String {
        let Chart { id, title, lead, .. } = self;
        let mut out = open(id, title, lead);
        for (i, (class, height, inside)) in self.pictures.iter().enumerate() {
            _ = writeln!(
                out,
                "<div class=\"plot {class}\"><svg role=\"img\" aria-labelledby=\"{id}-t{i} {id}-d{i}\" width=\"100%\" \
                 height=\"{height}\"><title id=\"{id}-t{i}\">{title}</title><desc id=\"{id}-d{i}\">{}</desc>{inside}</svg></div>",
                bare(&self.said)
            );
        }
        out.push_str(&self.legend);
        _ = writeln!(
            out,
            "<details class=\"numbers{}\"><summary>The numbers as a table</summary>\n<div class=\"wide-table\">{}</div></details>\n\
             </section>",
            if self.told { " told" } else { "" },
            self.table
        );
        out
    }
}

/// The beginning of a part of the numbers.
pub(super) fn open(id: &str, title: &str, lead: &str) -> String {
    format!(
        "<section class=\"chart\" aria-labelledby=\"{id}\">\n<h3 id=\"{id}\">{title}</h3>\n<p>{lead}</p>\n"
    )
}

/// A part that has nothing to show.
pub(super) fn empty(id: &str, title: &str, lead: &str) -> String {
    open(id, title, lead) + "</section>\n"
}

/// Text inside a picture or a title, where no elements may stand.
pub(super) fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in super::super::plain(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A table with a heading for each column and each row; cells are escaped already.
pub(super) fn table(caption: &str, heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = format!("<table><caption class=\"sr\">{}</caption><thead><tr>", escape::plain(caption));
    for head in heads {
        _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead><tbody>\n");
    for row in rows {
        for (i, cell) in row.iter().enumerate() {
            let cell = match i {
                0 => format!("<tr><th scope=\"row\">{cell}</th>"),
                _ => format!("<td>{cell}</td>"),
            };
            out.push_str(&cell);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table>\n");
    out
}

/// A number in per cent of the width, short.
pub(super) fn percent(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text}%")
}

/// The labels with their fillings, and what there is of each.
pub(super) fn legend(counts: &[usize; 6], whole: usize) -> String {
    let mut out = String::from("<ul class=\"legend\">");
    for ((class, said), count) in LABELS.iter().zip(counts) {
        if *count == 0 {
            continue;
        }
        let of = match *class {
            "none" => String::new(),
            _ => format!(" ({})", share(*count, whole)),
        };
        _ = write!(
            out,
            "<li><svg class=\"key\" width=\"18\" height=\"14\" aria-hidden=\"true\" focusable=\"false\">\
             <rect class=\"f-{class}\" x=\"1\" y=\"1\" width=\"16\" height=\"12\"/></svg> {said}: <b>{}</b>{of}</li>",
            grouped(*count)
        );
    }
    out.push_str("</ul>\n");
    out
}
