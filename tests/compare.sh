#!/usr/bin/env bash
# Shows what got worse since another commit: `tests/compare.sh [COMMIT]`, by default the last tag.
#
# It builds both commits, measures each row in both, and prints the rows with the ratio; a row that is over five percent worse
# is marked. Instructions are counted by valgrind, also those of rustc, so other load has no influence. It takes half an hour.
set -euo pipefail

cd "$(git rev-parse --show-toplevel)"
before=${1:-$(git describe --tags --abbrev=0)}
work=$(mktemp -d)
trap 'git worktree remove --force "$work/before" 2>/dev/null || true; rm -rf "$work"' EXIT
git worktree add --quiet --detach "$work/before" "$before"

# Rows of a bench: its package and name, the column of the value, and what that is. A bench that a commit lacks has none.
bench() {
    local package=$1 bench=$2 column=$3 what=${4:-instructions}
    cargo bench --quiet --package "$package" --bench "$bench" -- --instructions 2>/dev/null |
        awk -F'|' -v bench="$bench, $what" -v column="$column" '/^\| [^ |]/ && $column + 0 > 0 {
            gsub(/^ +| +$/, "", $2); printf "%s: %s\t%.0f\n", bench, $2, $column }' || true
}

# A compiler of which the instructions for the crate `user` are counted.
cat >"$work/rustc" <<'EOF'
#!/bin/sh
case " $* " in
    *" --crate-name user "*) set -- valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null --log-file="$COUNTS" "$@" ;;
esac
exec "$@"
EOF
chmod +x "$work/rustc"

# Compilers of users: generated code of 100 operations, and crates in both of their trees.
builds() {
    local tree=$1 user=$2
    mkdir -p "$user/src" "$user/specs"
    cargo bench --quiet --package speccast --bench generation -- --spec 100 >"$user/specs/service.yaml" 2>/dev/null || return 0
    cargo run --quiet --release --package speccast -- generate "$user/specs" --out "$user/src" >/dev/null
    printf '[package]\nname = "user"\nedition = "2024"\n[dependencies]\nspeccast-runtime = { path = "%s/runtime" }\n[workspace]\n' "$tree" >"$user/Cargo.toml"
    cp "$tree/Cargo.lock" "$user"
    echo '#[rustfmt::skip] pub mod service_0;' >"$user/src/lib.rs"
    local profile
    for profile in check build 'build --release'; do
        (
            cd "$user"
            export CARGO_TARGET_DIR="$user/target" CARGO_INCREMENTAL=0 RUSTC_WRAPPER="$work/rustc" COUNTS="$user/counts"
            # The compiler itself: valgrind does not follow rustup to it.
            RUSTC="$(rustc --print sysroot)/bin/rustc"
            export RUSTC
            # shellcheck disable=SC2086 # Options of cargo.
            cargo $profile --quiet
            awk -v profile="$profile" '/I +refs:/ { gsub(",", ""); printf "compile 100 operations, instructions: %s\t%.0f\n", profile, $NF }' "$COUNTS"
        )
    done
    printf 'crates of a client\t%s\n' "$(cd "$user" && cargo tree --edges normal --prefix none | sort -u | wc -l)"
    printf 'crates of a build script\t%s\n' "$(cargo tree --package speccast-build --edges normal --prefix none | sort -u | wc -l)"
}

measure() {
    local tree=$1 name=$2
    (
        cd "$tree"
        export CARGO_TARGET_DIR="$work/target-$name"
        bench speccast-generated calls 3 allocations
        bench speccast-generated calls 4
        bench speccast-generated decoding 5
        bench speccast-generated matchers 3
        bench speccast generation 5 lint
        bench speccast generation 6 generate
        bench speccast generation 7 again
        builds "$tree" "$work/user-$name"
    ) >"$work/$name.tsv"
}

measure "$work/before" old
measure "$PWD" new
echo "| row | $before | now | ratio |"
echo "|---|--:|--:|--:|"
awk -F'\t' 'NR == FNR { old[$1] = $2; next }
    $1 in old { ratio = $2 / old[$1]; printf "| %s | %s | %s | %.2f%s |\n", $1, old[$1], $2, ratio, (ratio > 1.05 ? " **worse**" : "") }
    !($1 in old) { printf "| %s | – | %s | |\n", $1, $2 }' "$work/old.tsv" "$work/new.tsv"
