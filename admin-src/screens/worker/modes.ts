import { __ } from '@wordpress/i18n';
import type { Settings } from '../../../sync-worker/src/contract/types';

export type Mode = Settings[ 'worker_mode' ];

interface ModeChoice {
	value: Mode;
	label: string;
	description: string;
}

/** Spawn is offered only where this server can start a program. */
export function modeChoices( settings: Settings ): ModeChoice[] {
	const choices: ModeChoice[] = [
		{
			value: 'pull',
			label: __( 'The worker asks for work (recommended)', 'callboard' ),
			description: __( 'It runs on any computer with Node and needs no open door.', 'callboard' ),
		},
		{
			value: 'ping',
			label: __( 'This site calls the worker', 'callboard' ),
			description: __( 'For a worker that this site can reach over https.', 'callboard' ),
		},
		{
			value: 'cron',
			label: __( 'A cron line starts the worker', 'callboard' ),
			description: __( 'For servers where you can edit the crontab.', 'callboard' ),
		},
	];
	if ( settings.spawn_available || settings.worker_mode === 'spawn' ) {
		choices.push( {
			value: 'spawn',
			label: __( 'This site starts the worker', 'callboard' ),
			description: __( 'For servers that have Node installed beside PHP.', 'callboard' ),
		} );
	}
	return choices;
}

export function commandFor( mode: Mode, command: string ): string {
	switch ( mode ) {
		case 'ping':
			return command.replace( / pull$/, ' serve --port 8787' );
		case 'cron':
			return `* * * * * ${ command.replace( / pull$/, ' run --once --mode cron' ) }`;
		default:
			return command;
	}
}
