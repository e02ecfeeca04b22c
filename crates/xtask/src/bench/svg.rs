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

/// Colours of up to five lines on light and dark ground, which colour-blind readers can tell apart.
const LIGHT: [&str; 5] = ["#0072b2", "#d55e00", "#007a5a", "#a8487f", "#7a6a00"];
const DARK: [&str; 5] = ["#56b4e9", "#f0884a", "#2fc49a", "#d98cbb", "#d6c33a"];

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
        let mut text = |class: &str, (x, y): (f64, f64), anchor: &str, words: &str| {
            let place = format!("x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\"");
            _ = writeln!(out, "<text class=\"{class}\" {place}>{}</text>", escaped(words));
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
        let end = |s: &Series| s.points.last().copied().map_or((RIGHT, TOP), |p| (x(p.0), y(p.1)));
        let lines = self.series.iter().enumerate();
        let mut names: Vec<((f64, f64), String, &str)> =
            lines.clone().map(|(i, s)| (end(s), format!("name{i}"), &*s.name)).collect();
        names.extend(self.aim.map(|aim| ((RIGHT, y(aim)), "quiet".into(), "aim")));
        names.sort_by(|a, b| a.0.1.total_cmp(&b.0.1));
        let mut free = TOP;
        for ((across, down), class, name) in names {
            let down = down.max(free);
            free = down + APART;
            text(&class, (across + 10.0, down + 4.0), "start", name);
        }
        let ticks = self.y.ticks.iter().map(|(value, _)| ("grid", *value));
        for (class, value) in ticks.chain(self.aim.map(|aim| ("aim", aim))) {
            _ = writeln!(out, "<path class=\"{class}\" d=\"M{LEFT} {:.1}H{RIGHT}\"/>", y(value));
        }
        for (i, series) in lines {
            let points = series.points.iter().map(|p| format!("{:.1},{:.1}", x(p.0), y(p.1)));
            let points = points.collect::<Vec<_>>().join(" ");
            _ = writeln!(out, "<polyline class=\"line{i}\" points=\"{points}\"/>");
        }
        out + "</svg>\n"
    }
}

fn style() -> String {
    let colours = |colours: [&str; 5]| -> String {
        let rule = |(i, colour)| format!(".line{i}{{stroke:{colour}}}.name{i}{{fill:{colour}}}");
        colours.iter().enumerate().map(rule).collect()
    };
    format!(
        "<style>.ground{{fill:#fff}}text{{fill:#1f2328}}.quiet{{fill:#59636e}}.head{{font-size:16px;font-weight:600}}\
         .grid{{stroke:#d1d9e0}}.aim{{stroke:#59636e;stroke-dasharray:5 4}}polyline{{fill:none;stroke-width:2.2}}{}\
         @media(prefers-color-scheme:dark){{.ground{{fill:#0d1117}}text{{fill:#f0f6fc}}.quiet{{fill:#9198a1}}\
         .grid{{stroke:#2a313a}}.aim{{stroke:#9198a1}}{}}}</style>",
        colours(LIGHT),
        colours(DARK)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
