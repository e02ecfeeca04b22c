//! Line charts as SVG, light or dark as the reader's page is.

use std::fmt::Write;

/// A chart of lines.
pub(super) struct Chart {
    pub(super) title: String,
    pub(super) x: Axis,
    pub(super) y: Axis,
    pub(super) series: Vec<Series>,
    /// A height that is aimed at.
    pub(super) aim: Option<f64>,
}

/// An axis from its first tick to its last.
pub(super) struct Axis {
    pub(super) label: String,
    /// Where, and what stands there.
    pub(super) ticks: Vec<(f64, String)>,
    /// Equal steps are equal factors.
    pub(super) log: bool,
}

/// A line, named at its end.
pub(super) struct Series {
    pub(super) name: String,
    pub(super) points: Vec<(f64, f64)>,
}

/// The place of the lines in the picture.
const LEFT: f64 = 64.0;
const RIGHT: f64 = 560.0;
const TOP: f64 = 64.0;
const BOTTOM: f64 = 336.0;
/// Names of lines are at least so far apart.
const APART: f64 = 17.0;

/// Colours of lines on light and dark ground, from a palette that colour-blind readers can tell apart.
const COLOURS: [(&str, &str); 5] = [
    ("#0072b2", "#56b4e9"),
    ("#d55e00", "#f0884a"),
    ("#007a5a", "#2fc49a"),
    ("#a8487f", "#d98cbb"),
    ("#7a6a00", "#d6c33a"),
];

impl Axis {
    /// How far along a value is, from 0 to 1.
    fn share(&self, value: f64) -> f64 {
        let scaled = |value: f64| if self.log { value.ln() } else { value };
        let (Some(first), Some(last)) = (self.ticks.first(), self.ticks.last()) else { return 0.0 };
        ((scaled(value) - scaled(first.0)) / (scaled(last.0) - scaled(first.0))).clamp(0.0, 1.0)
    }
}

impl Chart {
    /// The picture.
    pub(super) fn draw(&self) -> String {
        let x = |value| LEFT + self.x.share(value) * (RIGHT - LEFT);
        let y = |value| BOTTOM - self.y.share(value) * (BOTTOM - TOP);
        let mut out = String::from(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 400\" role=\"img\" \
             font-family=\"system-ui, sans-serif\" font-size=\"13\">\n",
        );
        // Writing to a string cannot fail.
        _ = writeln!(out, "<title>{}</title>\n{}", escaped(&self.title), style());
        _ = writeln!(out, "<rect class=\"ground\" width=\"760\" height=\"400\"/>");
        let mut text = |class: &str, at: (f64, f64), anchor: &str, words: &str| {
            let words = escaped(words);
            let (x, y) = at;
            _ = writeln!(
                out,
                "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{words}</text>"
            );
        };
        text("head", (LEFT, 26.0), "start", &self.title);
        text("quiet", (LEFT, TOP - 12.0), "start", &self.y.label);
        text("quiet", (f64::midpoint(LEFT, RIGHT), BOTTOM + 46.0), "middle", &self.x.label);
        for (value, words) in &self.x.ticks {
            text("quiet", (x(*value), BOTTOM + 22.0), "middle", words);
        }
        for (value, words) in &self.y.ticks {
            text("quiet", (LEFT - 10.0, y(*value) + 4.0), "end", words);
        }
        let last = |series: &Series| series.points.last().copied().unwrap_or_default();
        let mut names: Vec<(f64, usize)> =
            self.series.iter().enumerate().map(|(i, series)| (y(last(series).1), i)).collect();
        names.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut free = TOP;
        for (at, i) in names {
            let series = &self.series[i];
            let at = at.max(free);
            free = at + APART;
            text(
                &format!("name{}", i % COLOURS.len()),
                (x(last(series).0) + 10.0, at + 4.0),
                "start",
                &series.name,
            );
        }
        for (value, _) in &self.y.ticks {
            _ = writeln!(out, "<path class=\"grid\" d=\"M{LEFT} {0:.1}H{RIGHT}\"/>", y(*value));
        }
        if let Some(aim) = self.aim {
            _ = writeln!(out, "<path class=\"aim\" d=\"M{LEFT} {0:.1}H{RIGHT}\"/>", y(aim));
            let at = y(aim) - 6.0;
            _ = writeln!(out, "<text class=\"quiet\" x=\"{}\" y=\"{at:.1}\">aim</text>", LEFT + 6.0);
        }
        for (i, series) in self.series.iter().enumerate() {
            let points: Vec<String> =
                series.points.iter().map(|point| format!("{:.1},{:.1}", x(point.0), y(point.1))).collect();
            _ = writeln!(
                out,
                "<polyline class=\"line{}\" points=\"{}\"/>",
                i % COLOURS.len(),
                points.join(" ")
            );
        }
        out + "</svg>\n"
    }
}

fn style() -> String {
    let mut light = String::from(
        ".ground{fill:#fff}text{fill:#1f2328}.quiet{fill:#59636e}.head{font-size:16px;font-weight:600}\
         .grid{stroke:#d1d9e0}.aim{stroke:#59636e;stroke-dasharray:5 4}polyline{fill:none;stroke-width:2.2}",
    );
    let mut dark = String::from(
        ".ground{fill:#0d1117}text{fill:#f0f6fc}.quiet{fill:#9198a1}.grid{stroke:#2a313a}.aim{stroke:#9198a1}",
    );
    for (i, (on_light, on_dark)) in COLOURS.iter().enumerate() {
        light += &format!(".line{i}{{stroke:{on_light}}}.name{i}{{fill:{on_light}}}");
        dark += &format!(".line{i}{{stroke:{on_dark}}}.name{i}{{fill:{on_dark}}}");
    }
    format!("<style>{light}@media(prefers-color-scheme:dark){{{dark}}}</style>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
