#!/bin/bash
# bnlab compare B 'it'\''s.jsonc' --seeds 1..40 --set 'dataset={"glyphs":{}}', as 12 processes by GNU parallel.
#
#   bash B.sh                  trains, then gathers; again whenever something failed: only the rest is trained
#   bash B.sh -S hosta,hostb   on other machines by ssh, where this folder (shared) and bnlab must be
bnlab=${BNLAB:-bnlab}
share=(compare B 'it'\''s.jsonc' --seeds 1..40 --set 'dataset={"glyphs":{}}')
gather=(compare B 'it'\''s.jsonc' --no-run --format csv --output B.csv)

if [ "${1:-}" = share ]; then # what parallel starts: share I BNLAB
  exec "$3" "${share[@]}" --shard "$2/12" --jobs 2 --threads 1 >"logs/B-$2.log" 2>&1
fi

[ -f "$0" ] || { echo "save this script as B.sh, then: bash B.sh" >&2; exit 64; }
cd "$(dirname "$0")" || exit
mkdir -p logs
# No --resume: bnlab knows itself what is finished; a job log would also leave out what has changed since.
parallel --quote --jobs 4 --joblog logs/B-joblog --workdir . --halt never "$@" \
  bash "./${0##*/}" share {} "$bnlab" ::: {1..12} ||
  { awk 'NR == 1 || $7 || $8' logs/B-joblog >&2; exit 1; }
"$bnlab" "${gather[@]}"
