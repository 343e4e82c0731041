/* What web/build.mjs puts into vendor/preact.js. */
import type { VNode } from 'preact';

export { Fragment, h, render } from 'preact';
export {
    useCallback,
    useEffect,
    useErrorBoundary,
    useId,
    useLayoutEffect,
    useMemo,
    useRef,
    useState,
} from 'preact/hooks';

/** htm bound to preact: one element, or several that stand beside each other. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): VNode | VNode[];
