import type { GroupId, UserId } from '../../src/core/model/ids.js';
import type { Group, Principal, User } from '../../src/core/model/principal.js';

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Written names and, where the script is not Latin, how they are spelt in usernames: `Ελένη:eleni`. */
interface Language {
  readonly first: readonly string[];
  /** Surnames, or their beginnings where `endings` follow. */
  readonly last: readonly string[];
  readonly endings?: readonly string[];
  /** Between the parts of a name; Chinese, Japanese and Korean write none, and put the surname first. */
  readonly order?: 'last-first';
  readonly domain: string;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const LANGUAGES: readonly Language[] = [
  { domain: 'pt', first: words('João Maria José Ana António Inês Luís Catarina Gonçalo Conceição Tomás Beatriz Simão Mafalda Sebastião Lúcia Vítor Patrícia Estêvão Leonor Joana Rui'),
    last: words('Pereira Gonçalves Araújo Magalhães Conceição Simões Brandão Sá Assunção Fonseca Guimarães Lourenço Mourão Norões Queirós Ribeirão Tavares Valadão Ximenes Zagalo Ferr Carv Oliv Mad Teix Nog') , endings: ['', ' da Silva', ' dos Santos', ' e Sousa', 'eira', 'alho'] },
  { domain: 'pl', first: words('Łukasz Małgorzata Paweł Agnieszka Michał Żaneta Grażyna Jędrzej Świętosława Rafał Bożena Zdzisław Ewa Krzysztof Józef Halina Stanisław Wioletta'),
    last: words('Kowal Wiśniew Dąbrow Zieliń Szymań Woźnia Kozłow Jankow Mazur Krawczy Piotrow Grabow Pawłow Michals Nowic Adamcz Dudziń Zając Wieczor Jabłoń Król Majew Olszew Jawor Wróblew Malinow'), endings: ['ski', 'ska', 'ak', 'czyk', 'owicz', 'iński'] },
  { domain: 'de', first: words('Jürgen Käthe Björn Günther Jörg Sören Änne Uwe Heike Matthäus Annegret Torsten Wolfgang Lieselotte Friedrich Hannelore Götz'),
    last: words('Müll Groß Weiß Schäf Köhl Kön Vög Günth Jäg Krüg Böhm Schröd Strauß Hübn Löff Bäck Fürst Neumann Schmidt Wagner Zimmerm Hoffm Lehm'), endings: ['er', 'ler', 'mann', 'inger', 'feld', 'bach'] },
  { domain: 'no', first: words('Øyvind Åse Søren Bjørn Æsa Ingrid Håkon Sigrún Þór Göran Märta Jørgen Kåre Solveig Torbjörn Guðrún Aksel Pirkko'),
    last: words('Sørens Ødegå Lindstr Bjørk Hagen Strøm Nygård Ås Kjær Håkons Møll Magnúss Þorst Guðmunds Virt Korh Mäkel Nilss Dahl Østby Lun Berg'), endings: ['en', 'øm', 'sson', 'dóttir', 'gaard', 'anen'] },
  { domain: 'vn', first: words('Anh Bình Châu Dũng Đức Giang Hạnh Hương Khánh Linh Minh Ngọc Phương Quân Sơn Thảo Trang Tuấn Vân Yến'),
    last: words('Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý'), endings: [' Văn', ' Thị', ' Hữu', ' Đình', ' Ngọc', ' Quốc'], order: 'last-first' },
  { domain: 'tr', first: words('İbrahim Işıl Ayşe Çağrı Gülşen Ömer Şükrü Ümit Yağmur Özgür Kıvanç İpek Fatma Tuğba Çiğdem Halil'),
    last: words('Yıl Öz Şah Çel Güneş Kılıç Aydın Doğan Koç Yıldır Tüfek Işık Ağa Bağcı Demir'), endings: ['maz', 'türk', 'oğlu', 'ik', 'kaya', 'er'] },
  { domain: 'gr', first: words('Ελένη:eleni Γιώργος:giorgos Μαρία:maria Νίκος:nikos Αθανάσιος:athanasios Σοφία:sofia Δημήτρης:dimitris Ιωάννα:ioanna Χρήστος:christos'),
    last: words('Παπαδ:papad Νικολ:nikol Γεωργ:georg Δημητρ:dimitr Κωνσταντ:konstant Αντων:anton Βασιλ:vasil Οικονόμ:oikonom Χατζ:chatz'), endings: words('όπουλος:opoulos άκης:akis ίδης:idis ίου:iou άδης:adis') },
  { domain: 'ua', first: words('Андрей:andrey Ольга:olga Сергій:serhii Наталія:nataliia Владимир:vladimir Світлана:svitlana Юлія:yuliia Фёдор:fyodor Ксения:kseniya'),
    last: words('Иван:ivan Петр:petr Шевч:shevch Коваль:koval Смирн:smirn Кузнец:kuznets Попов:popov Соколов:sokolov Ткач:tkach Мороз:moroz'), endings: words('ов:ov енко:enko ский:skiy ук:uk евич:evich ова:ova') },
  { domain: 'eg', first: words('أحمد:ahmed فاطمة:fatima محمد:mohamed يوسف:youssef مريم:mariam خالد:khaled ليلى:layla عمر:omar زينب:zainab'),
    last: words('حسن:hassan علي:ali إبراهيم:ibrahim منصور:mansour النجار:elnaggar الشريف:elsherif سليمان:soliman عبد-الله:abdallah حداد:haddad قاسم:qassem') },
  { domain: 'il', first: words('דוד:david שרה:sara יעקב:yaakov רחל:rachel משה:moshe מרים:miriam אברהם:avraham נועה:noa'),
    last: words('כהן:cohen לוי:levi מזרחי:mizrahi פרץ:peretz ביטון:biton אזולאי:azoulay פרידמן:friedman שפירא:shapira') },
  { domain: 'in', first: words('प्रिया:priya राहुल:rahul अनीता:anita सुनील:sunil दीपक:deepak काव्या:kavya विक्रम:vikram मीरा:meera हिमांशु:himanshu'),
    last: words('शर्मा:sharma वर्मा:verma गुप्ता:gupta सिंह:singh मिश्रा:mishra पाटिल:patil जोशी:joshi चौधरी:chaudhary त्रिपाठी:tripathi') },
  { domain: 'th', first: words('สมชาย:somchai สุดา:suda มาลี:malee ประเสริฐ:prasert วิชัย:wichai กัญญา:kanya ณัฐพล:nattapon ปิยะ:piya'),
    last: words('ใจดี:jaidee ศรีสุข:srisuk ทองดี:thongdee บุญมี:boonmee วงศ์สวัสดิ์:wongsawat แสงทอง:saengthong รักไทย:rakthai') },
  { domain: 'cn', first: words('伟:wei 芳:fang 娜:na 敏:min 静:jing 丽:li 强:qiang 磊:lei 洋:yang 艳:yan 勇:yong 军:jun 杰:jie 娟:juan 涛:tao 明:ming 超:chao 霞:xia 平:ping 刚:gang 桂英:guiying 秀兰:xiulan 建华:jianhua 志强:zhiqiang 晓明:xiaoming 雨桐:yutong 子涵:zihan 浩然:haoran 欣怡:xinyi 梓轩:zixuan'),
    last: words('王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 黄:huang 赵:zhao 吴:wu 周:zhou 徐:xu 孙:sun 马:ma 朱:zhu 胡:hu 郭:guo 何:he 林:lin 高:gao 罗:luo 欧阳:ouyang 司马:sima'), order: 'last-first' },
  { domain: 'jp', first: words('太郎:taro 花子:hanako 健一:kenichi 美咲:misaki 翔太:shota さくら:sakura 陽菜:hina ひろし:hiroshi 直樹:naoki アンナ:anna 由美子:yumiko'),
    last: words('田中:tanaka 鈴木:suzuki 佐藤:sato 高橋:takahashi 渡辺:watanabe 伊藤:ito 山本:yamamoto 中村:nakamura 小林:kobayashi 加藤:kato 吉田:yoshida 山田:yamada'), order: 'last-first' },
  { domain: 'kr', first: words('민준:minjun 서연:seoyeon 도윤:doyun 지우:jiwoo 하은:haeun 준서:junseo 수빈:subin 예은:yeeun 현우:hyunwoo 지민:jimin'),
    last: words('김:kim 이:lee 박:park 최:choi 정:jung 강:kang 조:cho 윤:yoon 장:jang 임:lim 남궁:namgung'), order: 'last-first' },
  { domain: 'com', first: words('Olivia James Charlotte William Siobhán Zoë Chloé Grace Henry Renée Noah Ada Grace Alan Barbara Edsger Katherine Margaret Dennis Frances'),
    last: words('Smith Jones Taylor Brown Wilson Evans Lovelace Hopper Turing Liskov Hamilton Ritchie Allen Walker Wright Robins Thomps Richards John Jack Peter Ander Hend Steven'), endings: ['', 'son', 's', '-Clarke', 'ton', "-O'Neil"] },
];
const TEAMS = words('Platform Security Billing Support Marketing Design Data Infrastructure Mobile Payments Legal Research Sales Operations Compliance Onboarding');
const PLACES = words('Lisboa Kraków München Göteborg Hanoi İstanbul Αθήνα Київ القاهرة חיפה मुंबई กรุงเทพ 上海 東京 서울 London');
const COMPANIES = words('acme globex initech umbrella soylent hooli vehement massive wonka stark wayne cyberdyne tyrell aperture');

const PLAIN: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };
const spell = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[ßæøłđðþı]/g, (c) => PLAIN[c] ?? c).replace(/[^a-z0-9]/g, '');

interface Spelt { readonly written: string; readonly spelt: string }

function split(part: string): Spelt {
  const [written = '', spelt] = part.split(':');
  return { written: written.replaceAll('-', written.length > 3 && spelt ? ' ' : '-'), spelt: spelt ?? spell(written) };
}

function makeUser(random: () => number, taken: Set<string>): User {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const language = pick(LANGUAGES);
  const first = split(pick(language.first));
  const stem = pick(language.last);
  const [start, end] = [split(stem), split(language.endings ? pick(language.endings) : '')];
  const last = { written: start.written + end.written, spelt: spell(start.spelt + end.spelt) };
  const ideographic = ['cn', 'jp', 'kr'].includes(language.domain);
  const name = language.order ? last.written + (ideographic && random() < 0.8 ? '' : ' ') + first.written : `${first.written} ${last.written}`;
  const base = pick([`${first.spelt}.${last.spelt}`, `${first.spelt[0]}${last.spelt}`, `${first.spelt}_${last.spelt}`, `${last.spelt}${first.spelt[0]}`]);
  let username = base;
  while (taken.has(username)) username = `${base}${Math.floor(random() * 10_000)}`;
  taken.add(username);
  const digits = /\d+$/.exec(username)?.[0] ?? '';
  const email = `${first.spelt}.${last.spelt}${digits}@${pick(COMPANIES)}.${pick(['com', 'org', language.domain])}`;
  const dice = random();
  return {
    kind: 'user', id: `user:${username}` satisfies UserId, name, username,
    ...(random() < 0.95 ? { email } : {}),
    status: dice < 0.94 ? 'active' : dice < 0.97 ? 'invited' : 'suspended',
  };
}

function makeGroup(random: () => number, number: number): Group {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  return {
    kind: 'group', id: `group:${number}` satisfies GroupId, name: `${pick(TEAMS)} ${pick(PLACES)} ${number}`,
    origin: 'directory', memberCount: Math.floor(random() * 200), enabled: random() < 0.95,
  };
}

/** So many principals in sixteen languages, three in a hundred of them groups: always the same for one seed. */
export function makePeople(count: number, seed: number): Principal[] {
  const random = seededRandom(seed);
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, i) => (i % 33 === 32 ? makeGroup(random, i) : makeUser(random, taken)));
}
