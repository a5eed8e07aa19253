/**
 * The SPDX licence list as in spdx-license-ids 3.0.24 (CC0), with deprecated ids, in lower case and order: before each its first
 * letters that are those of the one before, as a number of base 36. Written by build/refresh/spdx.ts.
 */
export const spdxIds = `
  00bsd 03d-slicer-1.0 0aal 1bstyles 1dacore-doc 2obe-2006 6display-postscript 6glyph 6utopia 2sl
  2vanced-cryptics-dictionary 1fl-1.1 62 42.0 61 43.0 2mparse 1gpl-1.0 8-only ar-later 53.0 8-only
  ar-later 1laddin 2glib-documentation 1md-newlib 3plpa 2l 3-glslang 2pas 1ntlr-pd 8-fallback
  2y-osi 7-perl-modules 1pache-1.0 91 72.0 3fml 2l-1.0 2p-s2p 2sl-1.0 71 72 52.0 1rphic-1999
  2tistic-1.0 c-cl8 dperl 92.0 9dist 1spell-ru 2wf-digital-assets-1.0 m1 1tc-game 0baekmuk 2hyph
  2rr 1crypt-solar-designer 1eerware 1itstream-charter avera 3torrent-1.0 d1 1lessing 2ueoak-1.0.0
  1oehm-gc 8-without-fee 2la-1.1 2rceux 1rian-gladman-2-clause e3-clause m-no-conversion
  1sd-1-clause 42-clause c-darwin dfirst-lines ereebsd dnetbsd dpatent ekgconf-disclaimer
  eos-unchanged dviews 43-clause c-acpica ettribution dclear dflex dhp dlbnl dmodification
  dno-military-license gnuclear-license v-2014 owarranty dopen-mpi hwebui dsun dtso 44-clause
  c-shortened duc 5.3reno 7tahoe 4advertising-acknowledgement 5sk-to-endorse
  5ttribution-hpnd-disclaimer 4inferno-nettverk 4mark-modifications 4protection 4source-alt-gpl
  bbeginning-file bcode f-no-disclaimer 5ystemics d-w3works 2l-1.0 1uddy 2groff 2sl-1.1
  1zip2-1.0.5 a6 0c-uda-1.0 1al-1.0 7-combined-work-exception 3dera 7-no-preamble 2pec-tou 2tharon
  3osl-1.1 1c-by-1.0 62.0 85 9-au 63.0 9-at bu ade aigo anl aus 64.0 6nc-1.0 92.0 b5 93.0 c-de
  digo 94.0 9nd-1.0 c2.0 e5 c3.0 f-de gigo c4.0 9sa-1.0 c2.0 f-de gfr guk e5 c3.0 f-de gigo c4.0
  7d-1.0 92.0 b5 93.0 c-de 94.0 6sa-1.0 92.0 c-uk b1-jp b5 93.0 c-at dde digo 94.0 3pddc 5m-1.0
  3sa-1.0 20-1.0 1ddl-1.0 71 2l-1.0 3a-permissive-1.0 g2.0 5sharing-1.0 1ecill-1.0 91 72.0 91 7b
  7c 2rn-ohl-1.1 b2 9p-2.0 9s-2.0 9w-2.0 1fitsio 1heck-cvs 5mk 1lartistic 2ips 1mu-mach 8-nodoc
  1nri-jython 5python b-gpl-compatible 1oil-1.0 2mmunity-spec-1.0 2ndor-1.1 2pyleft-next-0.3.0 i1
  2rnell-lossless-jpeg 1pal-1.0 2l-1.0 2ol-1.02 1ronyx 3ssword 2yptoswift 3stalstacker 1ua-opl-1.0
  2be 2rl 1ve-tou 0d-fsl-1.0 1ec-3-clause 1iffmark 1l-de-by-2.0 6zero-2.0 1oc 3book-dtd 8schema
  9tylesheet 8xml 2tseqn 1rl-1.0 61 1sdp 1toa 1vipdfm 0ecl-1.0 42.0 2os-2.0 1fl-1.0 42.0 1genix
  1lastic-2.0 1ntessa 1pics 2l-1.0 42.0 1rlpl-1.1 1sa-pl-permissive-2.4 7strong-copyleft-2.4
  7weak-copyleft-2.4 1talab-2.0 1udatagrid 2pl-1.0 71 72 2rosym 0fair 1bm 1dk-aac 4mpeg-h
  1erguson-twofish 1rameworx-1.0 2eebsd-doc 4image 1sfap 5-no-warranty-disclaimer 3ul 5lr 7sd 7wd
  2l-1.1-alv2 8mit 1tl 1uruseth 1wlw 0game-programming-gems 1cr-docs 1d 1eneric-xts 1fdl-1.1
  8-invariants-only lr-later 9no-invariants-only or-later 9only ar-later 72 8-invariants-only
  lr-later 9no-invariants-only or-later 9only ar-later 73 8-invariants-only lr-later
  9no-invariants-only or-later 9only ar-later 1iftware 1l2ps 2ide 2ulxe 2wtpl 1nuplot 1pl-1.0
  7-only 9r-later 42.0 7-only 9r-later 8with-autoconf-exception dbison-exception
  dclasspath-exception dfont-exception dgcc-exception 43.0 7-only 9r-later
  8with-autoconf-exception dgcc-exception 1raphics-gems 1soap-1.3b 1tkbook 1utmann 0haskellreport
  1df5 2parm 1idapi 2ppocratic-2.1 c3.0-core 1p-1986 69 2nd 4-dec 6oc 8-sell 5export-us
  e-acknowledgement fmodify b2-us 5fenneberg-livingston 5inria-imag 7tel 5kevlin-henney
  5markus-kuhn 6erchantability-variant 6it-disclaimer 5netrek 5pbmplus
  5sell-mit-disclaimer-xserver aregexpr avariant h-critical-systems imit-disclaimer w-rev 6mc 5uc
  7-export-us 1tmltidy 1yphen-bulgarian 0ibm-pibs 1cu 1ec-code-components-eula 1jg 3-short
  1magemagick 3tix 2lib2 1nfo-zip 4rmatica 2ner-net-2.0 3osetup 2tel 5-acpi 4rbase-1.0 1pa 2l-1.0
  1sc 3-veillard 2o-permission 0jam 2sper-2.0 1ove 1pl-image 2nic 1son 0kastrup 2zlib 1nuth-ctan
  0lal-1.2 63 2tex2e 7-translated-notice 1eptonica 1gpl-2.0 8-only ar-later 71 8-only ar-later
  53.0 8-only ar-later 4lr 1ibpng 6-1.6.35 72.0 3selinux-1.0 3tiff 3util-david-nugent 2liq-p-1.1
  6r-1.1 7plus-1.1 2nux-man-pages-1-para gcopyleft o-2-para pvar 6openib 1oop 1pd-document 2l-1.0
  72 2pl-1.0 71 72 73a 8c 1sof 1ucida-bitmap-fonts 1zma-sdk-9.11-to-9.20 b22 0mackerras-3-clause
  i-acknowledgment 2gaz 2ilprio 2keindex 2n2html 2rtin-birgmeier 1cphee-slideshow 1etamail 1inpack
  2ps 2ros 2t 3-0 4advertising 4click 5mu 4enna 4feh 6stival 4khronos-old 4modern-variant
  4open-group 4stk 4testregex 4wu 3nfa 1mixware 2pl-1.0.1 1otosoto 1peg-ssg 2i-permissive 3ch2
  2l-1.0 61 42.0 7-no-copyleft-exception 3us 1s-lpl 3pl 3rl 1tll 1ulanpsl-1.0 92.0 3tics 2p
  1vt-1.1 0naist-2003 2sa-1.3 2umen 1bpl-1.0 1cbi-pd 2gl-uk-2.0 2l 2sa 1et-snmp 3cdf 2wsletr 1gpl
  2rep 1icta-1.0 2st-pd 7-fallback 8tnt 5software 1lod-1.0 52.0 2pl 1okia 2sl 2web 1pl-1.0 61
  2osl-3.0 1rl 1tia-pd 2p 3-0 1unit 0o-uda-1.0 1ar 1cct-pl 2lc-2.0 1dbl-1.0 2c-by-1.0 1ffis 2l-1.0
  7-no-rfn 8rfn 61 7-no-rfn 8rfn 1gc-1.0 2dl-taiwan-1.0 2l-canada-2.0 4uk-1.0 72.0 73.0 2tsl
  1ldap-1.1 82 83 84 62.0 9.1 81 82 9.1 a2 83 84 85 86 87 88 2fl-1.3 1ml 1penmdw-1.0 4pbs-2.3 4ssl
  7-standalone 4vision 2l-1.0 4uk-3.0 2ubl-1.0 1sc-1.0 2et-pl-2.1 2l-1.0 61 42.0 61 43.0 2sp 0padl
  2ratype-free-font-1.3 3ity-6.0.0 77.0.0 1ddl-1.0 1hp-3.0 71 1ixar 1kgconf 1lexus 1nmstitch
  1olyform-noncommercial-1.0.0 9small-business-1.0.0 2stgresql 1pl 1sf-2.0 3rag 2utils 1ython-2.0
  a.1 7ldap 0qhull 1pl-1.0 7-inria-2004 0radvd 1disc 1hecos-1.1 1pl-1.1 65 2sl-1.0 1sa-md 2cpl
  1uby 4-pty 0sax-pd 6-2.0 3path 1cea 2hemereport 1endmail 8-8.23 9open-source-1.1 1gi-b-1.0 81
  62.0 4opengl 2mlug-pm 2p4 1hl-0.5 71 1impl-2.0 2ssl 5-1.2 1l 2eepycat 1mail-gpl 2lnj 2ppl 1nia
  2printf 1ofa 3tsurfer 2undex 1pencer-86 894 99 2l-1.0 1sh-keyscan 4openssh 4short
  2leay-standalone 2pl-1.0 1tandardml-nj 1ugarcrm-1.1.3 2l-1.0 2n-ppp 7-2000 3pro 1wl 2rule
  1ymlinks 0tapr-ohl-1.0 1cl 2p-wrappers 1ekhvc 2rmreadkey 1gppl-1.0 1hirdeye 2reeparttable 1mate
  1orque-1.1 2sl 1pdl 2l-1.0 1rustedqsl 1twl 2yp0 1u-berlin-1.0 a2.0 0ubuntu-font-1.0 1car 2l-1.0
  1lem 1mich-merit 1nicode-3.0 8dfs-2015 f6 8tou 3xcrypt 2license 9-libtelnet dwhirlpool 2rar
  1pl-1.0 1rt-rle 0vim 2xie-cron 1ostrom 1sl-1.0 0w3c 3-19980720 420150513 2m 1atcom-1.0
  1idget-workshop 1ordnet 1suipa 1tfnmfpl 3pl 1wl 1xwindows 0x11
  3-distribute-modifications-variant 4no-permit-persons 4swapped 1debug-1.03 1erox 1fig 2ree86-1.1
  1inetd 1keyboard-config-zinoviev 1lock 1net 1pp 1skat 1zoom 0ypl-1.0 61 0zed 2eff 2nd-2.0
  1imbra-1.3 94 1lib 4-acknowledgement 1pl-1.1 42.0 61
`;
