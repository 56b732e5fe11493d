"""The register of officers: their agency, their roles, and whether they may ask."""

EXAMPLES = (
    "hub officer add 示0102-A-017 --agency 示0102 --name 孙法官 --role JUDGE",
    "hub officer roles 示0102-A-017 --role JUDGE --role BUREAU_CHIEF",
    'hub officer suspend 示0102-A-017 --reason "moved away"',
    "hub officer list --agency 示0102",
)
