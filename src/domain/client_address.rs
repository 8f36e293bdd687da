//! The address that a request really comes from when proxies stand in front of the server.

use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};

/// Prefix length of what one household or attacker holds of IPv6 (RFC 6177).
const IPV6_SITE: u8 = 64;

/// What a request says about its way here.
#[derive(Debug, Clone, Copy)]
pub struct Route<'a> {
    /// The other end of the connection.
    pub peer: IpAddr,
    /// All `X-Forwarded-For` values in order, joined by commas.
    pub forwarded_for: Option<&'a str>,
    /// `X-Real-IP`.
    pub real_ip: Option<&'a str>,
}

/// The client's address.
///
/// Anyone can write the headers, so they count only when `trusted` has the peer; then the right-most address
/// that is not itself a trusted proxy is the client, since each proxy appends the one that it was called by.
/// `X-Real-IP` is read only where no `X-Forwarded-For` came.
pub fn client_address(route: Route<'_>, trusted: &[IpNet]) -> IpAddr {
    let is_proxy = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut nearest = route.peer.to_canonical();
    let hops = route.forwarded_for.or(route.real_ip).unwrap_or_default();
    for hop in hops.rsplit(',') {
        if !is_proxy(&nearest) {
            break;
        }
        // What stands left of an unreadable hop was not written by a proxy of ours.
        let Some(address) = parse(hop.trim()) else { break };
        nearest = address;
    }
    nearest
}

/// An address with or without a port.
fn parse(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']')).unwrap_or(hop);
    let address = bare.parse().ok().or_else(|| Some(hop.parse::<SocketAddr>().ok()?.ip()))?;
    Some(address.to_canonical())
}

/// The network that limits and habits go by: an IPv4 address, or the /64 of an IPv6 address, of which one client
/// has as many addresses as it likes.
pub fn network(address: IpAddr) -> IpNet {
    let length = if address.is_ipv4() { 32 } else { IPV6_SITE };
    IpNet::new(address, length).map_or_else(|_| address.into(), |network| network.trunc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(peer: &str, forwarded_for: Option<&str>, real_ip: Option<&str>) -> String {
        let trusted = ["10.0.0.0/8", "127.0.0.1/32", "fd00::/8"].map(|net| net.parse().expect("a network"));
        let route = Route { peer: peer.parse().expect("an address"), forwarded_for, real_ip };
        client_address(route, &trusted).to_string()
    }

    #[test]
    fn headers_of_strangers_do_not_count() {
        assert_eq!(told("203.0.113.9", Some("1.2.3.4"), Some("1.2.3.4")), "203.0.113.9");
    }

    #[test]
    fn the_right_most_untrusted_address_wins() {
        for (forwarded_for, real_ip, client) in [
            (Some("198.51.100.7"), None, "198.51.100.7"),
            (Some("6.6.6.6, 198.51.100.7, 10.1.1.1"), None, "198.51.100.7"),
            (Some("6.6.6.6,198.51.100.7:4711"), None, "198.51.100.7"),
            (Some("[2001:db8::1]:443"), None, "2001:db8::1"),
            (Some("[2001:db8::1]"), Some("6.6.6.6"), "2001:db8::1"),
            (Some("::ffff:198.51.100.7"), None, "198.51.100.7"),
            (None, Some("198.51.100.7"), "198.51.100.7"),
            (Some("10.2.2.2, 10.1.1.1"), None, "10.2.2.2"),
            (Some("6.6.6.6, nonsense, 10.1.1.1"), None, "10.1.1.1"),
            (Some(""), None, "127.0.0.1"),
            (None, None, "127.0.0.1"),
        ] {
            assert_eq!(told("127.0.0.1", forwarded_for, real_ip), client, "{forwarded_for:?} {real_ip:?}");
        }
    }

    #[test]
    fn a_mapped_peer_is_its_ipv4_address() {
        assert_eq!(told("::ffff:10.0.0.1", Some("198.51.100.7"), None), "198.51.100.7");
    }

    #[test]
    fn one_client_has_one_network() {
        let net = |address: &str| network(address.parse().expect("an address")).to_string();
        assert_eq!(net("198.51.100.7"), "198.51.100.7/32");
        assert_eq!(net("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    }
}
