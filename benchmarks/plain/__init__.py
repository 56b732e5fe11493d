"""Plain strawberry over the same graph: types with resolvers, batch loaders, uvicorn; no rights, audit or limits."""
