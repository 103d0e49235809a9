/** PHP inside the site, as WP-CLI would run it, at the suite's time. */
import { join } from 'node:path';
import { must } from '../../stack/lib/process.mjs';
import { phpOptions } from '../../stack/lib/site.mjs';

export function runInSite( house, code ) {
	const server = { HTTP_HOST: new URL( house.siteUrl ).host, REQUEST_URI: '/', HTTP_X_CHAOS_NOW: String( house.nowMs() ) };
	const set = Object.entries( server ).map( ( [ name, value ] ) => `$_SERVER['${ name }'] = '${ value }';` );
	return must( 'php', [
		...phpOptions,
		'-r',
		`${ set.join( ' ' ) } require '${ join( house.folder, 'wp-load.php' ) }'; wp_set_current_user( 1 ); ${ code }`,
	] );
}

const withPlugins = ( house, code ) => runInSite( house, `require_once ABSPATH . 'wp-admin/includes/plugin.php'; ${ code }` );

export const deactivate = ( house ) => withPlugins( house, "deactivate_plugins( 'callboard/callboard.php' );" );
export const activate = ( house ) => withPlugins( house, "is_wp_error( activate_plugin( 'callboard/callboard.php' ) ) && exit( 1 );" );
