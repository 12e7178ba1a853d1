"""The code that the pages show: one module a topic, all of it executed by the tests."""
