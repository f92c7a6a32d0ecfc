/** Written by bench/transliteration/train.ts; read by `chunkPairsOf`. */
export const hanLetters = `
- i48 u66 e55
^ ^21
i yi51 i46 ai80 iy52
in in86
n 62 n39 nn59 en77 ng41
nu nu59
u u55 e67 o57 wu62 ou68
a 55 a35 he68 ya55
ai ai70
im in72
m m59 ng72 mu56
mu me72 mu81
n$ n$50
$ $21 i$59
^t ^t63 ^d80
t t60 sh80 te47
ti si72 ti58 di65
ne ni64
e yi80 ai49 e55 ei46 ie66 qi80
e$ $57 e$74
o 58 u59 a60 e79 o48 uo38 ue81 ao52 ou72
ma m80 ma43
an an48 ya61
an$ $58 a$68
ni ni51
it 68
te te61
d d57 de60
s 59 s51 si43 sh72
st 72
ta ta49
^v ^w63
v w69 we62 fu65
os s78 si81
to ta62 du72
k k78 ke44 ji83
^s ^s49 ^x72
l 60 n80 l52 er49
la 81 la45 ud80
ve we66
sa sa49
ar a60 al62
r l45 lu63 er50 r68
re lu72 li74
m$ n$79
^b ^b56
b b56 bu59
bu bu60 ba80 be80
si s72 xi50
ng ng60
g ge56 ji48
ge ge71 qi72
en en60
so se73
o$ o$107
ko ke59 ku72
^a ^a52
^h ^h64
h 57 h65
ho e80
tu tu65
^l ^l68
li li49
gu gu55
ri li50 er61
ia ya69
ian i69 g80
ra 72 la45
ab ab79
bi bi58
ic i73
ic$ $64 o$72
c 67 ke57 x80 ji68
^c ^k70 ^g80
cu gu72 ku68
ba ba50
a$ $68 a$42
ah ay72
hi xi56
am an62
mi mi54
se xi72
ku ku53
p b79 bo72 p60 pu62
ul ul73
ch ke81 ch65 qi62
chi qi65
ca ka63
go ge60
^k ^k65 ^h72 ^j70
ka ke73 ka48
as as70
sh sh55
i$ $58 i$58
^n ^76
^r ^l76
ol 75
lu lu61
y 63 y67 yi68 i63 ei71 iy59
ya ya58
va wa67
u$ o$73 u$84
old gu72
er 65 ai68 o66 il80 el82
ha ha70
w e80 we74 iw74
or u80 uo80
ad ad66
da da50
mo me62 mo53
j zh72 ji62
ju hu65
na na55
ru lu63
au ao67
bo bo58
se$ $80
^g ^g65
ga ga62
z sh80 z63 zh68 q72
za sa60
ia$ $80
kh ke68
kha ha68 ka72
nd nd74
on en79
^w ^w69
we we67 xi72
co ke68 ge72 ik80
ts c62
f 80 f63 fu62
hu w72 hu71
ki ji63
rr l72
^m ^m54
y$ $69 i$76
ny ni68
aw uo72 ao72
wa ua80 we72 wa50
^d ^72 ^d64
de de56
mb nb53
^so ^n60
uth a65 an72
th t62
he 73
ern n62
^p ^b59 ^p75
nd$ n$72
nc a80
gi ji64
pu pu65
ss 80
wi we67
ji ji62
le li67 le70
ee i79
bar ba73
di di59
mar ma68
ll y72 er73
ay$ i$72
ni$ n$78
ke ke63
il il105
pa pa61
q ke72
^z ^z63
eg 80
que ke60
ish de72
su su63
' 72
du du62
ec ke80
ee$ i$67
rd er72
yr ul80 er81
^f ^f63
`
