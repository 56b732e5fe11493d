"""The register of agencies: which may ask, and with which keys."""

EXAMPLES = (
    "hub agency add 示0102 --name 示范区人民法院 --kind COURT --division 990102",
    "hub agency keys 示0102 --issuer https://id.court.example --jwks court.json",
    'hub agency suspend 示0102 --reason "keys lost"',
    "hub agency list",
)
