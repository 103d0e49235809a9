// Colours have at least 4.5:1 against what they stand on; nothing is told by colour alone.
export const STYLE = `
:root{--ink:#16202c;--soft:#4a5563;--line:#d5dbe3;--paper:#fff;--ground:#f3f5f8;--deep:#0a2f5c;--blue:#0b5cab;--red:#a8071a;--green:#1b6b3a}
*{box-sizing:border-box}
body{font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;margin:0;color:var(--ink);background:var(--ground)}
a{color:var(--blue)}a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid #f2a900;outline-offset:2px}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem 1rem;z-index:2}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
header{background:var(--deep);color:#fff}
header .bar{max-width:76rem;margin:0 auto;padding:.6rem 1rem 0;display:flex;flex-wrap:wrap;gap:.2rem 2rem;align-items:baseline}
header .org{font-size:1.15rem;font-weight:650;margin:0}header .org a{color:#fff;text-decoration:none}
header .org span{font-weight:400;font-size:.9rem;color:#cfe0f5;margin-left:.6rem;white-space:nowrap}
header nav ul{display:flex;flex-wrap:wrap;list-style:none;margin:0;padding:0}
header nav a{display:block;color:#fff;text-decoration:none;padding:.5rem .8rem;border-bottom:4px solid transparent}
header nav a:hover{background:#174a86}header nav a[aria-current]{border-color:#8fc4ff;font-weight:600}
main{max-width:76rem;margin:0 auto;padding:1.2rem 1rem 3rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .3rem;overflow-wrap:anywhere}h2{font-size:1.15rem;margin:0 0 .6rem}h3{font-size:1rem;margin:1rem 0 .3rem}
.lead{margin:0 0 1rem;color:var(--soft)}
.card{background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:1rem;margin:0 0 1rem}
.cards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr))}.cards .card{margin:0}
.scroll{position:relative;overflow-x:auto;background:var(--paper);border:1px solid var(--line);border-radius:.5rem;margin:0 0 1rem}
table{border-collapse:collapse;width:100%}
caption{text-align:left;padding:.6rem .8rem;font-weight:600}
th,td{text-align:left;padding:.45rem .8rem;border-top:1px solid var(--line);vertical-align:top}
thead th{font-size:.85rem;color:var(--soft);background:#f8f9fb;white-space:nowrap}tbody th{font-weight:600}
thead th a{color:inherit}tbody tr:hover{background:#f4f8fd}.num{text-align:right;font-variant-numeric:tabular-nums}
.log td{font-size:.9rem}.log td:nth-child(2){white-space:nowrap}.log .path{min-width:16rem;overflow-wrap:anywhere;font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:.82rem}
small,.api{font-size:.78rem;color:var(--soft)}code,.api{font-family:ui-monospace,SFMono-Regular,Menlo,monospace}
.empty{color:var(--soft)}.gone{color:var(--soft);text-decoration:line-through}
.badge{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:0 .5rem;font-size:.8rem;white-space:nowrap}
.badge.good{color:var(--green)}.badge.bad{color:var(--red)}.badge.idle{color:var(--soft)}
.note{background:var(--paper);border:1px solid var(--line);border-left:5px solid var(--green);border-radius:.3rem;padding:.6rem 1rem;margin:0 0 1rem}.problem{border-left-color:var(--red)}
dl.fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(20rem,100%),1fr));gap:0 2rem;margin:0}
dl.fields div{padding:.45rem 0;border-bottom:1px solid var(--line);min-width:0}
dl.fields dt{font-size:.85rem;color:var(--soft)}dl.fields dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}dl.fields div.wide{grid-column:1/-1}
dl.fields .api{display:block}
button,.button{font:inherit;display:inline-block;padding:.35rem .9rem;border:1px solid var(--blue);border-radius:.35rem;background:var(--paper);color:var(--blue);text-decoration:none;cursor:pointer}
button:hover,.button:hover{background:#e8f1fb}
button.first,.button.first{background:var(--blue);color:#fff}button.first:hover,.button.first:hover{background:#084a8c}
button.danger{border-color:var(--red);color:var(--red)}button.danger:hover{background:#fdeced}
td button{padding:.1rem .6rem;font-size:.9rem}
.actions{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;margin:0 0 1rem}.actions form{margin:0}
form.tools{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end;margin:0 0 1rem}form.tools label{margin:0}
.card>:first-child{margin-top:0}.card>:last-child,.card form>:last-child{margin-bottom:0}.card .form+.actions,.card .form+p{margin-top:1rem}details{margin-top:.8rem}summary{cursor:pointer;color:var(--blue)}
form.inline{display:inline}
label,legend{display:block;font-weight:600;margin:0 0 .15rem}label .api,legend .api{font-weight:400;display:inline}
fieldset{border:1px solid var(--line);border-radius:.35rem;margin:0;padding:.4rem .8rem;min-width:0}fieldset label{display:inline-block;font-weight:400;margin:0 1rem 0 0}
.form{display:grid;gap:.9rem 2rem;grid-template-columns:repeat(auto-fill,minmax(min(20rem,100%),1fr))}.form .wide{grid-column:1/-1}.form>div{min-width:0}
.hint{margin:.1rem 0 0;font-size:.82rem;color:var(--soft)}
input:not([type=checkbox],[type=radio],[type=hidden]),textarea,select{font:inherit;width:100%;padding:.35rem .5rem;border:1px solid #6b7785;border-radius:.35rem;background:#fff;color:inherit}
form.tools input,form.tools select{width:auto;max-width:100%}
textarea{min-height:6rem}input[type=checkbox],input[type=radio]{width:1.1rem;height:1.1rem;vertical-align:-.15rem}
.pages{display:flex;gap:1rem;align-items:center}
@media (max-width:40rem){main{padding:.8rem .7rem 2rem}th,td{padding:.4rem .55rem}h1{font-size:1.35rem}header nav a{padding:.45rem .6rem}form.tools>*{flex:1 1 9rem}form.tools input,form.tools select{width:100%}}
`;
