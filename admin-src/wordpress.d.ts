/**
 * The pieces used here of WordPress packages that are not installed: WordPress serves them all at run time
 * (they are externals), and together they would make up half of the download of a fresh clone.
 */
declare module '@wordpress/block-editor' {
	import type { HTMLAttributes, JSX, ReactNode } from 'react';

	export function useBlockProps(): HTMLAttributes< HTMLDivElement >;
	export function InspectorControls( props: { children: ReactNode } ): JSX.Element;
}

declare module '@wordpress/blocks' {
	import type { ComponentType } from 'react';

	export interface BlockEditProps< Attributes > {
		readonly attributes: Attributes;
		readonly setAttributes: ( changed: Partial< Attributes > ) => void;
	}

	export function registerBlockType< Attributes >(
		name: string,
		settings: {
			title: string;
			category: string;
			attributes: never;
			edit: ComponentType< BlockEditProps< Attributes > >;
			save: () => null;
		}
	): unknown;
}

declare module '@wordpress/editor' {
	import type { JSX, ReactNode } from 'react';

	export function PluginDocumentSettingPanel( props: { name: string; title: string; icon: ReactNode; children: ReactNode } ): JSX.Element;
}

declare module '@wordpress/plugins' {
	import type { ComponentType } from 'react';

	export function registerPlugin( name: string, settings: { render: ComponentType } ): unknown;
}

declare module '@wordpress/server-side-render' {
	import type { JSX } from 'react';

	export default function ServerSideRender( props: { block: string; attributes: Record< string, unknown > } ): JSX.Element;
}
