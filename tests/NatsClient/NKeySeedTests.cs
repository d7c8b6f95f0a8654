using System.Globalization;
using NATS.Client.Core;
using NATS.Client.Core.Internal;

namespace Pipeline.Tests.NatsClient;

public sealed class NKeySeedTests
{
    // The pair in the documentation of nats-server.
    private const string Seed = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY";
    private const string PublicKey = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4";

    [Theory] // RFC 8032, section 7.1, tests 1 to 3
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Signs_as_the_standards_test_vectors_say(string secret, string publicKey, string message, string signature)
    {
        Assert.Equal(publicKey, Convert.ToHexStringLower(Ed25519.PublicKey(Convert.FromHexString(secret))));
        Assert.Equal(signature, Convert.ToHexStringLower(Ed25519.Sign(Convert.FromHexString(secret), Convert.FromHexString(message))));
    }

    [Fact]
    public void A_seed_tells_its_public_key() => Assert.Equal(PublicKey, NKeySeed.ParseOrNull(Seed)!.PublicKey);

    [Fact]
    public void A_seed_with_any_letter_changed_is_refused_and_not_repeated()
    {
        for (var i = 0; i < Seed.Length; i++)
        {
            var damaged = string.Create(CultureInfo.InvariantCulture, $"{Seed[..i]}{(Seed[i] == 'A' ? 'B' : 'A')}{Seed[(i + 1)..]}");
            var refusal = Assert.Throws<NatsException>(() => NKeySeed.ParseOrNull(damaged));
            Assert.DoesNotContain(Seed[20..30], refusal.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("SU")]
    [InlineData("not a seed at all")]
    [InlineData("SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3V")] // a letter short
    [InlineData("SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VYA")] // one too many
    [InlineData("suacssl3uahudxkfsnvuzrf5uhpmwz6bfdtj7m6usdxiednppqyyycu3vy")]
    [InlineData(PublicKey)]
    public void Refuses_what_is_no_users_seed(string text) => Assert.Throws<NatsException>(() => NKeySeed.ParseOrNull(text));

    [Fact]
    public void Reads_back_every_length_of_base32()
    {
        for (var length = 0; length < 40; length++)
        {
            var bytes = Enumerable.Range(0, length).Select(n => (byte)(n * 37)).ToArray();
            Assert.Equal(bytes, Base32.Decode(Base32.Encode(bytes)));
        }
    }

    [Fact]
    public void No_text_of_it_holds_the_secret() => Assert.DoesNotContain(Seed[2..10], $"{NKeySeed.ParseOrNull(Seed)}", StringComparison.Ordinal);
}
