import { expect, it } from 'vitest';
import { describeStore } from '../../support/stores.ts';

describeStore('places in the stream of changes', (engine) => {
  it('are kept one for each person, the latest, also over a restart', async () => {
    const place = await engine.place();
    const first = await place.open();
    const askedAt = new Date('2026-03-01T09:00:00Z');
    expect(await first.store.newsPlaces.get('t', 'ada')).toBeUndefined();
    await first.store.newsPlaces.set('t', 'ada', { token: 'delta.one', askedAt: new Date(0) });
    await first.store.newsPlaces.set('t', 'ada', { token: 'delta.two', askedAt });
    await first.store.newsPlaces.set('other', 'ada', { token: 'delta.three', askedAt });
    await first.close();

    const { store } = await place.open();
    expect(await store.newsPlaces.get('t', 'ada')).toEqual({ token: 'delta.two', askedAt });
    expect(await store.newsPlaces.get('t', 'grace')).toBeUndefined();
  });
});
