import { __ } from '@wordpress/i18n';

export type Section = 'overview' | 'attention' | 'why' | 'overrides' | 'connect' | 'worker' | 'shows' | 'history' | 'settings';

export const sections = (): { id: Section; path: string; label: string }[] => [
	{ id: 'overview', path: '/', label: __( 'Overview', 'callboard' ) },
	{ id: 'attention', path: '/attention', label: __( 'Needs attention', 'callboard' ) },
	{ id: 'why', path: '/why', label: __( 'Find a show', 'callboard' ) },
	{ id: 'overrides', path: '/overrides', label: __( 'Taken back', 'callboard' ) },
	{ id: 'history', path: '/runs', label: __( 'History', 'callboard' ) },
	{ id: 'connect', path: '/connect', label: __( 'Connection', 'callboard' ) },
	{ id: 'worker', path: '/worker', label: __( 'Worker', 'callboard' ) },
	{ id: 'shows', path: '/shows', label: __( 'Shows', 'callboard' ) },
	{ id: 'settings', path: '/settings', label: __( 'Settings', 'callboard' ) },
];
