import type { Plan, PlanTask } from '../domain/plans.ts';
import { ada, grace, guild } from './samples.ts';

export const catalogue: Plan = {
  id: 'oUHpnKBFekqfGE_PS6GGUZcAFY7b',
  etag: 'W/"JzEtUGxhbiAgQEBAQEBAQEBAQEBAQEBAWCc="',
  groupId: guild.id,
  title: 'Autumn catalogue',
  createdAt: new Date('2025-11-03T09:00:00Z'),
};

export const cover: PlanTask = {
  id: '01gzSlKkIUSUl6DF_EilrmQAKDhh',
  etag: 'W/"JzEtVGFzayAgQEBAQEBAQEBAQEBAQEBAWCc="',
  planId: catalogue.id,
  bucketId: 'hsOf2dhOJkqyYYZEtdzDe2QAIUCR',
  title: 'Draw the cover',
  progress: 'inProgress',
  dueAt: new Date('2026-01-12T10:00:00Z'),
  assigneeIds: [ada.id, grace.id],
};

export const paper: PlanTask = {
  id: '02gzSlKkIUSUl6DF_EilrmQAKDhh',
  etag: cover.etag,
  planId: catalogue.id,
  title: '**Choose** the [paper](https://evil.example)',
  progress: 'done',
  dueAt: new Date('2026-01-02T10:00:00Z'),
  assigneeIds: [],
  completedAt: new Date('2026-01-03T09:00:00Z'),
  completedById: ada.id,
};
