using Grpc.Core;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rpc;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>No message quotes a value that came as a secret, whatever the property.</summary>
internal sealed class SecretMessagesTests : OwnershipTest
{
    /// <summary>Secret values, and what no message may have of them: wholes, pieces of longer texts, and numbers.</summary>
    private static readonly (PropertyValue Value, string Piece)[] Values =
    [
        ("hunter2", "hunter2"),
        ("123457GiB", "123457GiB"),
        ("/nowhere/hunter2", "/nowhere/hunter2"),
        ("<a b='hunter2'><hunter3></a>", "hunter"),
        ("<uuid>hunter2</uuid>", "hunter"),
        ("<devices><disk><serial>hunter2</serial></disk></devices>", "hunter"),
        ($"hunter2\u0001{new string('x', 300)}", "hunter"),
        (123457, "123457"),
        (123457, "120.6"),
        (-123457.5, "123457"),
    ];

    private static IEnumerable<TestCaseData> Properties() =>
        from resource in Package.Resources
        from property in resource.Inputs
        from secret in Values.Index()
        from value in SecretsOf(property.Type, secret.Item.Value).Index()
        select new TestCaseData(
            resource.Name,
            property.Name,
            value.Item,
            secret.Item.Piece
        ).SetArgDisplayNames(resource.Name, property.Name, $"{secret.Index}", $"{value.Index}");

    /// <summary>A secret as the property itself, and in each place inside of it.</summary>
    private static IEnumerable<PropertyValue> SecretsOf(PropertyType type, PropertyValue secret)
    {
        yield return new PropertyValue.Secret(secret);
        IEnumerable<PropertyValue> inner = type switch
        {
            PropertyType.List list => SecretsOf(list.Element, secret)
                .Select(v => (PropertyValue)PropertyValue.List([v])),
            PropertyType.Map map => SecretsOf(map.Element, secret)
                .Select(v => (PropertyValue)PropertyMap.Of(("name", v))),
            PropertyType.Structure structure => structure.Definition.Properties.SelectMany(p =>
                SecretsOf(p.Type, secret).Select(v => (PropertyValue)PropertyMap.Of((p.Name, v)))
            ),
            _ => [],
        };
        foreach (var value in inner)
        {
            yield return value;
        }
    }

    [TestCaseSource(nameof(Properties))]
    public async Task A_secret_is_in_no_message(
        string type,
        string property,
        PropertyValue value,
        string secret
    )
    {
        // A Host owns nothing, so it is none of the kinds, and needs no input.
        var sound = Kinds().Select(k => k.Arguments).FirstOrDefault(k => type.Equals(k[0]));
        var inputs = ((PropertyMap?)sound?[1] ?? PropertyMap.Empty).With(property, value);
        var messages = new List<string>();
        try
        {
            await Stack.UpAsync(type, "x", inputs);
        }
        catch (CheckFailedException e)
        {
            messages.AddRange(e.Failures.Select(f => f.Reason));
        }
        catch (Exception e)
        {
            messages.Add(Stack.Tell(e));
        }

        messages.AddRange(Stack.Log.Lines);
        messages.AddRange(Stack.Log.Warnings);
        messages.AddRange(Stack.Log.States);
        Assert.That(messages, Has.None.Contains(secret));
    }

    [Test]
    public async Task Pieces_of_secret_xml_that_a_former_version_took_are_in_no_finding_of_a_refresh()
    {
        var guest = Kinds().Select(k => k.Arguments).First(k => "NixGuest".Equals(k[0]));
        var xml = "<devices><watchdog model='i6300esb' action='hunter2'/></devices>";
        var inputs = ((PropertyMap)guest[1]!).With("extraXml", xml);
        await Stack.UpAsync("NixGuest", "x", inputs);
        var domain = Stack.Host.FakeDomains.All.Values.Single();
        domain.Xml = domain.Xml.Replace("hunter2", "reset", StringComparison.Ordinal);
        Stack.Edit(
            "NixGuest",
            "x",
            s => s with { Inputs = s.Inputs.With("extraXml", new PropertyValue.Secret(xml)) }
        );
        Stack.Restart();

        await Stack.RefreshAsync("NixGuest", "x");

        Assert.That(
            Stack.Log.Warnings,
            Has.Some.Contains("watchdog@action is \"reset\", not \"[secret]\"")
        );
        Assert.That(Stack.Log.Warnings, Has.None.Contains("hunter"));
        var marks = new Infra.NixHost.Provider.Values.InputReader(
            Stack.StateOf("NixGuest", "x").Inputs
        ).Texts("__drift");
        Assert.That(marks, Has.None.Contains("hunter").And.Some.Contains("watchdog"));
    }

    [Test]
    public void Texts_of_bugs_are_hidden_and_common_words_are_not()
    {
        var secrets = new SecretTexts();
        secrets.Add(
            PropertyMap.Of(
                ("a", new PropertyValue.Secret("disk")),
                ("b", new PropertyValue.Secret("correct horse")),
                ("c", new PropertyValue.Secret("first line\nsecond line"))
            )
        );

        Assert.That(
            secrets.Hide("the disk \"disk\" at /disk holds correct horse and second line"),
            Is.EqualTo("the disk \"[secret]\" at /[secret] holds [secret] and [secret]")
        );
        var bug = ErrorStatus.From(
            new InvalidOperationException("correct horse"),
            PropertyMap.Empty,
            secrets.Hide
        );
        Assert.That(bug.Status.Detail, Does.Contain("[secret]").And.Not.Contain("correct horse"));
    }

    [TestCase("52:54:00:AB:CD:EF", "\"52:54:00:ab:cd:ef\" is taken")]
    [TestCase("10.0.0.1/24", "\"10.0.0.1\" is the address of the host")]
    [TestCase("FD00:99:0::10/64", "\"fd00:99::10\" is taken")]
    [TestCase("FD00:99:0::10/64", "\"fd00:99::10/64\" is taken")]
    public void A_secret_is_hidden_in_the_forms_that_checks_tell(string secret, string message)
    {
        var secrets = new SecretTexts();
        secrets.Add(PropertyMap.Of(("a", new PropertyValue.Secret(secret))));

        Assert.That(secrets.Hide(message), Does.StartWith("\"[secret]"));
    }

    [TestCase(
        "<a b='hush'/>",
        "extraXml: the tag 'hush' is wrong",
        "extraXml: the tag '[secret]' is wrong"
    )]
    [TestCase(
        "long-name-of-a-file",
        "extraXml: \"long-na...\" is long",
        "extraXml: \"[secret]\" is long"
    )]
    [TestCase(
        "7",
        "extraXml: 7 is more than 70 of 1.7 and 7.",
        "extraXml: [secret] is more than 70 of 1.7 and [secret]."
    )]
    [TestCase(
        "<a b='hush'/>",
        "another: the tag 'hush' is right",
        "another: the tag 'hush' is right"
    )]
    [TestCase(
        "libvirt",
        "extraXml: the guest's name isn't 'web'",
        "extraXml: the guest's name isn't 'web'"
    )]
    public void Pieces_of_a_secret_are_hidden_in_what_is_said_of_its_property(
        string secret,
        string message,
        string told
    )
    {
        var secrets = new SecretTexts();
        secrets.Add(PropertyMap.Of(("extraXml", new PropertyValue.Secret(secret))));

        Assert.That(secrets.Hide(message), Is.EqualTo(told));
    }

    [TestCase("22", "\"10.0.0.22\" is taken")]
    [TestCase("Password", "the password is wrong")]
    public void What_only_looks_like_a_secret_is_told(string secret, string message)
    {
        var secrets = new SecretTexts();
        secrets.Add(PropertyMap.Of(("a", new PropertyValue.Secret(secret))));

        Assert.That(secrets.Hide(message), Is.EqualTo(message));
    }

    [TestCase(typeof(EndOfStreamException))]
    [TestCase(typeof(FileLoadException))]
    public void What_a_broken_package_throws_stays_a_bug(Type kind)
    {
        var failure = (Exception)Activator.CreateInstance(kind, "the file /x")!;

        Assert.That(
            ErrorStatus.From(failure, PropertyMap.Empty, text => text).StatusCode,
            Is.EqualTo(StatusCode.Internal)
        );
    }

    [TestCase(typeof(UnauthorizedAccessException), "[file-denied]")]
    [TestCase(typeof(DirectoryNotFoundException), "[file-failed]")]
    public void A_file_that_the_host_refuses_is_no_bug(Type kind, string code)
    {
        var failure = (Exception)Activator.CreateInstance(kind, "the file /x")!;

        var status = ErrorStatus.From(failure, PropertyMap.Empty, text => text).Status;

        Assert.That(status.StatusCode, Is.EqualTo(StatusCode.FailedPrecondition));
        Assert.That(
            status.Detail,
            Does.Contain("the file /x").And.EndWith(code).And.Not.Contain("bug")
        );
    }

    [Test]
    public void A_secret_of_many_lines_costs_one_pass_over_each_message()
    {
        var secrets = new SecretTexts();
        var lines = Enumerable.Range(0, 20_000).Select(i => $"line number {i:x8} of a secret");
        secrets.Add(PropertyMap.Of(("a", new PropertyValue.Secret(string.Join('\n', lines)))));
        var message = string.Concat(Enumerable.Repeat("a message without any of it; ", 100));

        var start = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 1000; i++)
        {
            secrets.Hide(message);
        }

        Assert.That(start.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(
            secrets.Hide("so line number 00000007 of a secret is"),
            Is.EqualTo("so [secret] is")
        );
    }
}
