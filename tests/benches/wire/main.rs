//! Requests and responses of `http` beside those of `restJson1`, events beside a parser written by hand, a large download
//! over a socket, and the lines of generated code for each operation of the examples.
//!
//! `cargo bench -p speccast-tests --bench wire` prints instructions (counted by valgrind; a dash without it), allocations,
//! peak memory in bytes, and the median time of a call.

#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

mod by_hand;
mod cases;
mod download;
mod lines;
mod measure;

fn main() {
    let cases = cases::cases();
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let Some(at) = args.iter().position(|arg| arg == "--call") {
        let case = args[at + 1].parse::<usize>().unwrap();
        return measure::call(&cases[case]);
    }
    println!("| | instructions | allocations | peak bytes | µs |\n|---|--:|--:|--:|--:|");
    for (index, case) in cases.iter().enumerate() {
        println!("{}", measure::row(index, case));
    }
    println!("\n{}\n", download::measure());
    print!("{}", lines::table());
}
