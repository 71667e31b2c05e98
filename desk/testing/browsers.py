"""Drive a real Chromium through Playwright."""
