import { resourceApps } from './apps.ts';
import { fixedId } from './cast.ts';
import type { ThingRecord } from './records.ts';

const devices = ['DYEWORKS-TABLET-01', 'DYEWORKS-TABLET-02', 'RECEPTION-KIOSK', 'Böttcher’s “old” laptop'];

/** Devices and apps of the organisation. They stand before everything else in lists, as roles do. */
export const thingRecords: readonly ThingRecord[] = [
  ...devices.map((displayName, index): ThingRecord => ({
    type: 'device',
    id: fixedId('device', displayName),
    sequence: index - 100,
    displayName,
  })),
  ...resourceApps.map(({ id, displayName }, index): ThingRecord => ({
    type: 'servicePrincipal',
    id,
    sequence: index - 50,
    displayName,
  })),
];
