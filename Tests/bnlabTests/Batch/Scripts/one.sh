#!/bin/bash
# bnlab reproduce mnist-mlp --jobs=2 --data-dir 'my data' --runs-dir 'my runs', as 1 process by GNU parallel.
#
#   bash mnist-mlp.sh                  trains, then gathers; again whenever something failed: only the rest is trained
#   bash mnist-mlp.sh -S hosta,hostb   on other machines by ssh, where this folder (shared) and bnlab must be
bnlab=${BNLAB:-bnlab}
share=(reproduce mnist-mlp --jobs=2 --data-dir 'my data' --runs-dir 'my runs')
gather=(reproduce mnist-mlp --runs-dir 'my runs' --summary)

if [ "${1:-}" = share ]; then # what parallel starts: share I BNLAB
  exec "$3" "${share[@]}" --shard "$2/1" --threads 1 >"logs/mnist-mlp-$2.log" 2>&1
fi

[ -f "$0" ] || { echo "save this script as mnist-mlp.sh, then: bash mnist-mlp.sh" >&2; exit 64; }
cd "$(dirname "$0")" || exit
mkdir -p logs
"$bnlab" data fetch mnist --data-dir 'my data' || exit
# No --resume: bnlab knows itself what is finished; a job log would also leave out what has changed since.
parallel --quote --joblog logs/mnist-mlp-joblog --workdir . --halt never "$@" \
  bash "./${0##*/}" share {} "$bnlab" ::: {1..1} ||
  { awk 'NR == 1 || $7 || $8' logs/mnist-mlp-joblog >&2; exit 1; }
# The command would train here what the tasks have not.
missing=$("$bnlab" "${share[@]}" --dry-run --format csv --quiet | grep -cE ',[0-9]+,true,') || true
if [ "$missing" -gt 0 ]; then echo "runs that are not finished: $missing; run the script again" >&2; exit 66; fi
"$bnlab" "${gather[@]}"
