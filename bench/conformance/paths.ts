import { routes } from '../../src/sandbox/graph/routes.ts';
import type { OperationId } from '../../src/sandbox/graph/permissions.ts';
import { permissions } from '../../src/sandbox/graph/permissions.ts';

/** A documented path held against the paths that the sandbox has. */
export interface Match {
  /** Segments of the sandbox's path, `{name}` for what is filled in. */
  template: string[];
  /** Segments of the documented path, decoded. */
  segments: string[];
  /** Whose permissions the path asks for, when it says so. */
  operation: OperationId | undefined;
}

/** @returns the path's segments; a key in brackets is a segment of its own, as it is to the sandbox */
export function splitPath(path: string): string[] {
  return path
    .replace(/\/(?=\()/g, '')
    .split('/')
    .filter((segment) => segment !== '')
    .flatMap((segment) => {
      const key = /^(\w+)\((?:(\w+)=)?'?([^']*)'?\)$/.exec(segment);
      if (!key) return [segment];
      const [, name = '', property, value = ''] = key;
      return [property === undefined ? name : `${name}-by-${property}`, value];
    });
}

/** @returns the sandbox's path that fits best, the one with the fewest placeholders; undefined when none does */
export function matchPath(method: string, path: string): Match | undefined {
  const segments = splitPath(path);
  const fitting = routes
    .filter((route) => route.method === method)
    .map((route) => ({ template: splitPath(route.path), segments, operation: route.operation }))
    .filter(
      ({ template }) =>
        template.length === segments.length && template.every((part, index) => fits(part, segments[index])),
    );
  const count = ({ template }: Match): number => template.filter(isPlaceholder).length;
  return fitting.sort((a, b) => count(a) - count(b))[0];
}

export function isPlaceholder(part: string): boolean {
  return /^\{.*\}$/.test(part);
}

function fits(part: string, segment = ''): boolean {
  return isPlaceholder(part) || part.toLowerCase() === segment.toLowerCase();
}

/** Whether the sandbox knows an operation by this id. */
export function isOperation(id: string): id is OperationId {
  return Object.hasOwn(permissions, id);
}
