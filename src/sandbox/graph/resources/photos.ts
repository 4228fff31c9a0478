import type { PhotoRecord } from '../../tenant/mail-records.ts';
import { isUnified, mayManage } from '../access.ts';
import { GraphError, badRequest, denied, deniedByExchange, noMailbox, photoNotFound } from '../errors.ts';
import { imageFacts } from '../images.ts';
import { requireByExchange } from '../mailbox-access.ts';
import { readableGroup } from '../objects.ts';
import type { OperationId } from '../permissions.ts';
import { bytesOf, etagOf, renderPhoto, sizeOf, sizesOf } from '../photo-shape.ts';
import type { Answer, Call, Route } from '../types.ts';
import { writableGroup } from './groups.ts';
import { askedUser } from './users.ts';

const mostBytes = 4 * 1024 * 1024;
const leastSide = 48;

/** Whose picture the path is about, and how the answer names it. */
interface Subject {
  id: string;
  set: 'groups' | 'users';
}

type Find = (call: Call, operation: 'get' | 'value' | 'list') => Subject;

const ofGroup: Find = (call, what) => {
  const operations = { get: 'group-get-photo', value: 'group-get-photo-value', list: 'group-list-photos' } as const;
  requireByExchange(call.caller, operations[what]);
  return { id: readableGroup(call).id, set: 'groups' };
};

const ofUser: Find = (call, what) => {
  const user = askedUser(call, what === 'value' ? 'user-get-photo-value' : 'user-get-photo');
  if (user.userType === 'Guest') throw nobodysMailbox();
  return { id: user.id, set: 'users' };
};

function nobodysMailbox(): GraphError {
  return new GraphError(404, 'ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
}

/** @throws GraphError 404 when there is none, 400 for a size that pictures do not have */
function askedPhoto(call: Call, subject: Subject): { photo: PhotoRecord; side: number } {
  const photo = call.tenant.mail.photos.get(subject.id);
  if (!photo) throw photoNotFound();
  const side = sizeOf(photo, call.params['size']);
  if (side === undefined) throw photoNotFound();
  return { photo, side };
}

function getPhoto(find: Find): (call: Call) => Answer {
  return (call) => {
    const subject = find(call, 'get');
    const { photo, side } = askedPhoto(call, subject);
    const place = `${subject.set}('${subject.id}')/photo`;
    const context = `${call.origin}/v1.0/$metadata#${place}/$entity`;
    const address = `${call.origin}/v1.0/${place}`;
    return { status: 200, body: { '@odata.context': context, '@odata.id': address, ...renderPhoto(photo, side) } };
  };
}

function getBytes(find: Find): (call: Call) => Answer {
  return (call) => {
    const { photo, side } = askedPhoto(call, find(call, 'value'));
    const headers = { 'Content-Type': photo.contentType, ETag: etagOf(photo) };
    return { status: 200, headers, body: bytesOf(photo, side) };
  };
}

function listPhotos(find: Find): (call: Call) => Answer {
  return (call) => {
    const subject = find(call, 'list');
    const { photo } = askedPhoto(call, subject);
    const context = `${call.origin}/v1.0/$metadata#${subject.set}('${subject.id}')/photos`;
    return {
      status: 200,
      body: { '@odata.context': context, value: sizesOf(photo).map((side) => renderPhoto(photo, side)) },
    };
  };
}

/** Owners, administrators and apps give a group its picture. */
function putGroupPhoto(call: Call): Answer {
  requireByExchange(call.caller, 'group-update-photo');
  const group = writableGroup(call);
  if (!isUnified(group)) throw noMailbox();
  if (!mayManage(call.caller, group, call.tenant)) throw deniedByExchange();
  return keepPhoto(call, group.id);
}

/** Everybody has their own picture; administrators may change those of others. */
function putUserPhoto(call: Call): Answer {
  const operation: OperationId = 'user-update-photo';
  const user = askedUser(call, operation);
  const { caller } = call;
  if (caller.kind === 'user' && caller.user.id !== user.id && !caller.isAdmin) throw denied();
  if (user.userType === 'Guest') throw nobodysMailbox();
  return keepPhoto(call, user.id);
}

function keepPhoto(call: Call, id: string): Answer {
  const bytes = call.bytes();
  if (bytes.length >= mostBytes) throw new GraphError(413, 'BadRequest', 'Maximum request length exceeded.');
  const facts = /^image\//i.test(String(call.headers['content-type'] ?? '')) ? imageFacts(bytes) : undefined;
  if (!facts) {
    const why = "The operation failed., The file you chose isn't an image. Please choose a different file.";
    throw new GraphError(500, 'ErrorInternalServerError', `An internal server error occurred. ${why}`);
  }
  const unfit = "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ProfileBadRequestException' was thrown.";
  if (facts.width < leastSide) throw badRequest(unfit, 'ValidationWidthTooSmall');
  if (facts.height < leastSide) throw badRequest(unfit, 'ValidationHeightTooSmall');
  call.tenant.mail.photos.put({ id, ...facts, base64: bytes.toString('base64') });
  return { status: 200 };
}

function routesOf(start: string, find: Find, put: (call: Call) => Answer): Route[] {
  return [
    { method: 'GET', path: `${start}/photo`, handle: getPhoto(find) },
    { method: 'GET', path: `${start}/photos`, handle: listPhotos(find) },
    { method: 'GET', path: `${start}/photos/{size}`, handle: getPhoto(find) },
    ...['photo/$value', 'photos/{size}/$value'].map((end): Route => {
      return { method: 'GET', path: `${start}/${end}`, handle: getBytes(find) };
    }),
    ...['PUT', 'PATCH'].map((method): Route => ({ method, path: `${start}/photo/$value`, handle: put })),
  ];
}

/** Pictures of groups and people: what there is, and the bytes both ways. */
export const photoRoutes: readonly Route[] = [
  ...routesOf('/groups/{group}', ofGroup, putGroupPhoto),
  ...routesOf('/me', ofUser, putUserPhoto),
  ...routesOf('/users/{user}', ofUser, putUserPhoto),
];
