import { createRoot } from '@wordpress/element';
import { App } from './App';
import './settings.css';
import './tables.css';
import './explain.css';

const place = document.getElementById( 'callboard-settings' );
if ( place ) {
	createRoot( place ).render( <App /> );
}
