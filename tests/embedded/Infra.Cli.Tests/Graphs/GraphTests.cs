using System.Xml.Linq;
using Infra.Cli.Graphs;
using Infra.Engine.State;
using Infra.Protocol.Naming;
using State = Infra.Engine.State.Snapshot;

namespace Infra.Cli.Tests.Graphs;

/// <summary>The pictures of <c>stack graph</c>.</summary>
internal sealed class GraphTests
{
    private static readonly Urn Stack = Urn.Create(
        "dev",
        "web",
        null,
        Urn.RootStackType,
        "web-dev"
    );

    [Test]
    public void A_guest_stands_right_of_what_it_is_made_of() =>
        Snapshots.Snapshot.Verify(Picture(Guests(count: 1)));

    [Test]
    public void Nothing_lies_upon_another_or_outside()
    {
        var svg = XElement.Parse(Picture(Guests(count: 12)));
        var boxes = svg.Descendants()
            .Where(e => e.Name.LocalName == "rect" && e.Attribute("x") is not null)
            .Select(e =>
                (
                    X: Number(e, "x"),
                    Y: Number(e, "y"),
                    W: Number(e, "width"),
                    H: Number(e, "height")
                )
            )
            .ToList();

        Assert.That(boxes, Has.Count.EqualTo(1 + 2 + 3 * 12));
        foreach (var (box, i) in boxes.Select((b, i) => (b, i)))
        {
            Assert.That(box.X + box.W, Is.LessThan(Number(svg, "width")));
            Assert.That(box.Y + box.H, Is.LessThan(Number(svg, "height")));
            Assert.That(
                boxes.Skip(i + 1).Any(o => Overlap(box, o)),
                Is.False,
                $"{box} lies upon another"
            );
        }
    }

    [Test]
    public void Providers_that_the_engine_made_of_its_own_accord_are_left_out()
    {
        var provider = Resource("pulumi:providers:nixhost", "default");
        var guests = Guests(count: 1);

        Assert.That(
            Picture(
                new() { Resources = [guests.Resources[0], provider, .. guests.Resources[1..]] }
            ),
            Is.EqualTo(Picture(guests))
        );
    }

    [Test]
    public void Two_thousand_resources_are_drawn_too() =>
        Assert.That(
            XElement.Parse(Picture(Guests(count: 666))).Descendants().Count(),
            Is.GreaterThan(2000)
        );

    [Test]
    public void A_stack_without_resources_gives_a_picture() =>
        Assert.That(XElement.Parse(Picture(new())).Name.LocalName, Is.EqualTo("svg"));

    [Test]
    public void Names_of_any_letters_are_text_and_not_markup()
    {
        var state = new State { Resources = [Resource("t:index:T", "<b>&\"")] };

        Assert.That(
            XElement.Parse(Picture(state)).Descendants().Select(e => e.Value),
            Does.Contain("<b>&\"")
        );
    }

    private static string Picture(State snapshot) =>
        SvgGraph.Write(ResourceGraph.Of(snapshot, true, true), new());

    private static State Guests(int count)
    {
        var root = new ResourceState
        {
            Urn = Stack,
            Type = Stack.Type,
            Custom = false,
        };
        var image = Resource("nixhost:index:NixImage", "image");
        var lan = Resource("nixhost:index:BridgeNetwork", "lan") with { Protect = true };
        var guests = Enumerable
            .Range(1, count)
            .SelectMany(i =>
            {
                var os = Resource("nixhost:index:OverlayDisk", $"os{i}") with
                {
                    Dependencies = [image.Urn],
                };
                var config = Resource("nixhost:index:ConfigDisk", $"config{i}");
                var guest = Resource("nixhost:index:NixGuest", $"guest{i}") with
                {
                    Dependencies = [config.Urn, lan.Urn, os.Urn],
                };
                return new[] { os, config, guest };
            });
        return new() { Resources = [root, image, lan, .. guests] };
    }

    private static ResourceState Resource(string type, string name) =>
        new()
        {
            Urn = Urn.Create("dev", "web", Stack, type, name),
            Type = type,
            Custom = true,
            Id = name,
            Parent = Stack,
        };

    private static double Number(XElement element, string name) =>
        double.Parse(
            element.Attribute(name)!.Value,
            System.Globalization.CultureInfo.InvariantCulture
        );

    private static bool Overlap(
        (double X, double Y, double W, double H) a,
        (double X, double Y, double W, double H) b
    ) => a.X < b.X + b.W && b.X < a.X + a.W && a.Y < b.Y + b.H && b.Y < a.Y + a.H;
}
