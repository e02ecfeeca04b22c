//! `disclosure/affiliate-link`

use serde::Deserialize;

use crate::checks::{Check, Found, Subject};
use crate::document::{class, is_top_level, is_under, split_link};
use crate::finding::Field;

/// Hosts whose every link pays the one who shares it: networks that forward, and their short domains. Sorted.
const FORWARDERS: &[&str] = &[
    "7eer.net",
    "ad.admitad.com",
    "amzn.to",
    "anrdoezrs.net",
    "awin1.com",
    "clk.tradedoubler.com",
    "collabs.shop",
    "dpbolvw.net",
    "evyy.net",
    "fave.co",
    "go.magik.ly",
    "go.shopmy.us",
    "go.skimresources.com",
    "gopjn.com",
    "goto.target.com",
    "goto.walmart.com",
    "grsm.io",
    "hop.clickbank.net",
    "howl.link",
    "howl.me",
    "i384100.net",
    "jdoqocy.com",
    "kqzyfj.com",
    "liketk.it",
    "linksynergy.com",
    "ltk.app.link",
    "magik.ly",
    "mavely.app.link",
    "narrativ.com",
    "ojrq.net",
    "partnerlinks.io",
    "pjatr.com",
    "pjtra.com",
    "pntra.com",
    "pntrac.com",
    "pntrs.com",
    "prf.hn",
    "pxf.io",
    "redirect.viglink.com",
    "redirectingat.com",
    "rstyle.me",
    "s.click.aliexpress.com",
    "shareasale-analytics.com",
    "shareasale.com",
    "shop-links.co",
    "shopltk.com",
    "shopstyle.it",
    "shrsl.com",
    "sjv.io",
    "skimresources.com",
    "sovrn.co",
    "tidd.ly",
    "tkqlhce.com",
    "track.webgains.com",
    "zdcs.link",
];

/// Parameters that pay the one who shares the link, by the host's ending. `amazon` stands for Amazon in any country.
const SHOPS: &[(&str, &[&str])] = &[
    ("aliexpress.com", &["aff_fcid", "aff_short_key", "aff_platform", "aff_trace_key"]),
    ("bestbuy.com", &["irclickid", "irgwc"]),
    ("binance.com", &["ref"]),
    ("booking.com", &["aid"]),
    ("bookshop.org", &["aid", "affiliate"]),
    ("bybit.com", &["affiliate_id", "ref"]),
    ("digitalocean.com", &["refcode"]),
    ("ebay.co.uk", &["campid"]),
    ("ebay.com", &["campid"]),
    ("ebay.de", &["campid"]),
    ("expedia.com", &["affcid", "affdtl"]),
    ("fanatical.com", &["ref"]),
    ("hostinger.com", &["referralcode"]),
    ("humblebundle.com", &["partner"]),
    ("iherb.com", &["rcode"]),
    ("instant-gaming.com", &["igr"]),
    ("libro.fm", &["affiliate"]),
    ("myprotein.com", &["affil", "applycode"]),
    ("namecheap.com", &["aff", "affid"]),
    ("nordvpn.com", &["aff_id"]),
    ("shein.com", &["ref", "affiliateid"]),
    ("target.com", &["afid", "irclickid"]),
    ("udemy.com", &["ranmid", "raneaid"]),
    ("walmart.com", &["wmlspartner", "irgwc"]),
];

/// Parameters of affiliate programmes, wherever they stand.
const PARAMETERS: &[&str] =
    &["aff", "aff_id", "affid", "affiliate", "affiliate_id", "ascsubtag", "awc", "irclickid", "raneaid"];
/// Hosts that use such a parameter for counting visits of their own.
const OWN_TRACKING: &[&str] = &["eventbrite.co.uk", "eventbrite.com", "eventbrite.de"];

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct AffiliateLink {
    /// More hosts whose every link pays.
    hosts: Vec<String>,
}

impl Check for AffiliateLink {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let mut sure = Found::new("affiliate");
        let mut unsure = Found::new("affiliate-unsure");
        for (number, view) in subject.fields.iter().enumerate() {
            if !matches!(view.field, Field::Title | Field::Body | Field::Link) {
                continue;
            }
            for token in view.text.of_class(class::LINK) {
                let link = &view.raw[token.start as usize..token.end as usize];
                match self.judge(link, &subject.brand.domains) {
                    Some(true) => sure.spans.push((number, token.start, token.end)),
                    Some(false) => unsure.spans.push((number, token.start, token.end)),
                    None => {}
                }
            }
        }
        // One disclosure serves both.
        let mut one = if sure.spans.is_empty() { unsure } else { sure };
        if one.spans.is_empty() {
            return;
        }
        let edits: Vec<_> = one
            .spans
            .iter()
            .filter(|(number, ..)| subject.fields[*number].field != Field::Link)
            .map(|(number, start, _)| (*number, *start, *start, "(paid link) ".to_string()))
            .collect();
        if !edits.is_empty() {
            one = one.fix("say `(paid link)` before it", edits);
        }
        found.push(one);
    }
}

impl AffiliateLink {
    /// Whether a link pays: surely, perhaps, or not as far as one can tell.
    fn judge(&self, link: &str, own: &[String]) -> Option<bool> {
        let (_, host, rest) = split_link(link);
        let host = host.strip_prefix("www.").unwrap_or(&host);
        // A front page pays nobody, and a shop's own links are for its own counting.
        if rest.len() <= 1 || own.iter().any(|d| is_under(host, d)) {
            return None;
        }
        if subdomains(host).any(|h| FORWARDERS.binary_search(&h).is_ok())
            || self.hosts.iter().any(|h| is_under(host, h))
        {
            return Some(true);
        }
        if host.ends_with("bookshop.org") && rest.starts_with("/a/") {
            return Some(true);
        }
        let query = rest.split_once('?')?.1;
        let query = query.split('#').next().unwrap_or(query).to_ascii_lowercase();
        let parameters = || {
            query
                .split('&')
                .map(|p| p.trim_start_matches("amp;"))
                .filter_map(|p| p.split_once('='))
                .filter(|(_, v)| !v.is_empty())
        };
        if is_amazon(host)
            && parameters()
                .any(|(name, value)| name == "ascsubtag" || (name == "tag" && is_tracking_id(value)))
        {
            return Some(true);
        }
        let shop = SHOPS.iter().find(|(end, _)| is_under(host, end));
        if shop.is_some_and(|(_, names)| parameters().any(|(name, _)| names.contains(&name))) {
            return Some(true);
        }
        if OWN_TRACKING.iter().any(|h| is_under(host, h)) {
            return None;
        }
        parameters().any(|(name, _)| PARAMETERS.contains(&name)).then_some(false)
    }
}

/// The host, and each domain that it is under.
fn subdomains(host: &str) -> impl Iterator<Item = &str> {
    let rest = host.match_indices('.').map(|(i, _)| &host[i + 1..]);
    std::iter::once(host).chain(rest).take(8)
}

/// `amazon.de`, `smile.amazon.co.uk`.
fn is_amazon(host: &str) -> bool {
    let (before, after) = match host.strip_prefix("amazon.") {
        Some(after) => ("", after),
        None => match host.split_once(".amazon.") {
            Some(parts) => parts,
            None => return false,
        },
    };
    let country = after.strip_prefix("co.").or_else(|| after.strip_prefix("com.")).unwrap_or(after);
    matches!(before, "" | "m" | "smile" | "www") && is_top_level(country)
}

/// `jo-21`, `mysite09-20`: an Amazon partner's id ends in the number of the shop.
fn is_tracking_id(value: &str) -> bool {
    let digits = value.bytes().rev().take_while(u8::is_ascii_digit).count();
    (2..=3).contains(&digits) && value[..value.len() - digits].ends_with('-') && value.len() > digits + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_forwarders_is_sorted() {
        assert!(FORWARDERS.is_sorted());
    }

    #[test]
    fn links_by_host_and_parameter() {
        let check = AffiliateLink { hosts: vec!["go.our-partner.example".into()] };
        let judge = |link: &str| check.judge(link, &[]);
        for link in [
            "amazon.example/dp/B0?tag=jo-21",
            "https://www.amazon.co.uk/dp/B01?th=1&tag=mysite09-21#x",
            "https://amzn.to/3xYz",
            "https://brand.pxf.io/abc",
            "https://click.linksynergy.com/deeplink?id=1",
            "https://bookshop.org/a/123/9780",
            "https://www.ebay.com/itm/1?mkcid=1&campid=5338",
            "https://go.our-partner.example/x",
        ] {
            assert_eq!(judge(link), Some(true), "{link}");
        }
        assert_eq!(judge("https://shop.example/p?aff_id=77"), Some(false));
        for link in [
            "https://github.com/acme/kit?ref=main",
            "https://blog.example/posts?tag=travel-20",
            "https://www.amazon.de/dp/B01?ref=sr_1_1&tag=",
            "https://notamazon.com/?tag=jo-21",
            "https://www.eventbrite.com/e/1?aff=oddtdtcreator",
            "https://www.etsy.com/listing/1?ref=shop_home",
            "https://awin1.com",
            "https://acme.example/?utm_source=x&utm_medium=social",
        ] {
            assert_eq!(judge(link), None, "{link}");
        }
    }
}
