import { defineConfig } from 'vitest/config';
import { longStories, usual } from './vitest.config.ts';

/** What takes minutes: kills at each step, loads, and everything walked through. */
export default defineConfig({ test: { ...usual, include: ['test/slow/**/*.test.ts', ...longStories] } });
