//! Load generator for realtime: opens sockets, joins topics, and measures what arrives. `benches/realtime.sh` starts a server
//! and runs it. It reads frames with a parser of its own, so that it takes as little of the machine as it can.
//!
//!   realtime-load fanout  ADDRESS TOKENS SOCKETS GROUP SECONDS  bursts of 4 broadcasts every 10 ms
//!   realtime-load changes ADDRESS TOKENS SOCKETS DATABASE SECONDS  100 inserts/s into public.bench_live
//!   realtime-load idle    ADDRESS TOKENS SOCKETS  joins and stays until a line is read
//!
//! ADDRESS is host:port. TOKENS is a file with one access token per line; socket n takes line n, from the start again at
//! the end.

mod client;
mod figures;

use client::Client;
use figures::{Figures, now};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Broadcasts in a burst, and the pause between bursts.
const BURST: usize = 4;
const PAUSE: Duration = Duration::from_millis(10);

/// Bytes of a broadcast's payload, about.
const SIZE: usize = 200;

/// Pause between inserts.
const INSERT_PAUSE: Duration = Duration::from_millis(10);

/// Sockets that are opened at the same time.
const OPENING: usize = 64;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["fanout", address, tokens, sockets, group, seconds] => {
            let crowd = Crowd::open(address, tokens, sockets.parse()?, group.parse()?, false).await?;
            fanout(crowd, Duration::from_secs(seconds.parse()?)).await
        }
        ["changes", address, tokens, sockets, database, seconds] => {
            let crowd = Crowd::open(address, tokens, sockets.parse()?, usize::MAX, true).await?;
            changes(crowd, database, Duration::from_secs(seconds.parse()?)).await
        }
        ["idle", address, tokens, sockets] => {
            let crowd = Crowd::open(address, tokens, sockets.parse()?, usize::MAX, true).await?;
            println!("ready {}", crowd.clients.len());
            tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new())).await??;
            Ok(())
        }
        _ => Err("usage: see the head of benches/realtime/main.rs".into()),
    }
}

/// Joined sockets in groups, each with a topic of its own.
struct Crowd {
    clients: Vec<Client>,
    /// One socket per group, which sends.
    senders: Vec<Client>,
    group: usize,
}

impl Crowd {
    async fn open(
        address: &str,
        tokens: &str,
        count: usize,
        group: usize,
        rows: bool,
    ) -> Result<Self, Failure> {
        let tokens: Vec<String> = std::fs::read_to_string(tokens)?.lines().map(str::to_owned).collect();
        let group = group.min(count);
        let all = count + count.div_ceil(group);
        let begun = Instant::now();
        let (mut opening, mut clients) = (JoinSet::new(), Vec::new());
        let mut waiting = 0..all;
        while clients.len() < all {
            if opening.len() < OPENING
                && let Some(number) = waiting.next()
            {
                let of_group = if number < count { number / group } else { number - count };
                let (address, token) = (address.to_owned(), tokens[number % tokens.len()].clone());
                opening.spawn(async move {
                    let mut client = Client::open(&address, &token).await?;
                    client.join(&format!("realtime:bench-{of_group}"), rows).await?;
                    Ok::<_, Failure>((number, client))
                });
                continue;
            }
            clients.push(opening.join_next().await.ok_or("nothing opens")???);
        }
        println!("{all} sockets opened and joined, {:.0}/s", all as f64 / begun.elapsed().as_secs_f64());
        clients.sort_by_key(|(number, _)| *number);
        let mut clients: Vec<Client> = clients.into_iter().map(|(_, client)| client).collect();
        let senders = clients.split_off(count);
        Ok(Crowd { clients, senders, group })
    }
}

/// Each burst goes to so many groups in turn that about 400,000 deliveries a second are offered at most.
async fn fanout(crowd: Crowd, span: Duration) -> Result<(), Failure> {
    let Crowd { clients, mut senders, group } = crowd;
    let at_once = (1000 / group).clamp(1, senders.len());
    let figures = Figures::read_by(clients);
    let text = "x".repeat(SIZE - 24);
    let mut tick = tokio::time::interval(PAUSE);
    let (begun, mut sent, mut turn) = (Instant::now(), 0, 0);
    while begun.elapsed() < span {
        tick.tick().await;
        for _ in 0..at_once {
            for _ in 0..BURST {
                senders[turn].broadcast(now(), &text).await?;
            }
            turn = (turn + 1) % senders.len();
            sent += BURST;
        }
    }
    figures.report(begun, sent * group).await;
    Ok(())
}

/// Time runs from before the INSERT to the frame at the client, so the commit is in it.
async fn changes(crowd: Crowd, database: &str, span: Duration) -> Result<(), Failure> {
    let sockets = crowd.clients.len();
    let figures = Figures::read_by(crowd.clients);
    let (client, connection) = tokio_postgres::connect(database, tokio_postgres::NoTls).await?;
    let connection = tokio::spawn(connection);
    let insert = client.prepare("INSERT INTO public.bench_live (t, body) VALUES ($1, $2)").await?;
    let text = "x".repeat(SIZE);
    let mut tick = tokio::time::interval(INSERT_PAUSE);
    let (begun, mut sent) = (Instant::now(), 0);
    while begun.elapsed() < span {
        tick.tick().await;
        let at = i64::try_from(now())?;
        client.execute(&insert, &[&at, &text]).await?;
        sent += 1;
    }
    figures.report(begun, sent * sockets).await;
    connection.abort();
    Ok(())
}

/// Shared by the readers.
type Shared<T> = Arc<std::sync::Mutex<T>>;
